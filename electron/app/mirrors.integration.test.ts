import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SourceView } from '../../shared/model/view.ts';
import { seededBytes } from '../engine/testing/range-server/seeded-body.ts';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const mebibyte = 1 << 20;
const size = 24 * mebibyte;
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

async function sourcesOf(window: TestWindow, id: string): Promise<readonly SourceView[]> {
  const answer = await window.client.call.watch({ id });
  return answer.ok ? (answer.value?.sources ?? []) : [];
}

async function isWhole(): Promise<boolean> {
  return (await harness.read('file.bin')).equals(seededBytes(1, 0, size));
}

test('mirrors given with the link bring their part; what each brought adds up to the file', async () => {
  const servers = [
    await harness.serve(startRangeServer({ size, rate: mebibyte })),
    await harness.serve(startRangeServer({ size, rate: 2 * mebibyte, etag: '"mirror"' })),
  ] as const;
  const [first, second] = servers;
  const window = await harness.window();
  const id = await window.add(first.url, harness.folder, { mirrors: [second.url], connections: 6 });
  await window.reaches(id, 'completed');
  const sources = await sourcesOf(window, id);
  expect(sources.map(({ state, host }) => ({ state, host }))).toEqual(
    servers.map(({ origin }) => ({ state: 'good', host: new URL(origin).host })),
  );
  for (const { received } of sources) expect(received).toBeGreaterThan(mebibyte);
  expect(sources.reduce((sum, { received }) => sum + received, 0)).toBe(size);
  expect(await isWhole()).toBe(true);
});

test('a mirror added while it runs is compared, and then helps at once', async () => {
  const first = await harness.serve(startRangeServer({ size, rate: mebibyte / 2 }));
  const second = await harness.serve(startRangeServer({ size, rate: 8 * mebibyte }));
  const window = await harness.window();
  // Small pieces, so that connections soon choose their source again.
  const id = await window.add(first.url, harness.folder, { connections: 4 });
  await window.shows(id, (view) => view.received > mebibyte);
  first.behave({ maxReply: mebibyte / 2 });
  expect(await window.client.call.addSource({ id, url: 'ftp://127.0.0.1/x' })).toMatchObject({
    failure: { code: 'not-a-link' },
  });
  await window.client.call.addSource({ id, url: second.url });
  await window.client.call.addSource({ id, url: second.url });
  await window.reaches(id, 'completed');
  const sources = await sourcesOf(window, id);
  expect(sources.length).toBe(2);
  expect(sources[1]).toMatchObject({ state: 'good', failure: null });
  expect(sources[1]?.received).toBeGreaterThan(mebibyte);
  expect(await isWhole()).toBe(true);
});

test('a mirror with other bytes of the same length is set aside, and none of its bytes are kept', async () => {
  const first = await harness.serve(startRangeServer({ size, rate: 2 * mebibyte }));
  const other = await harness.serve(startRangeServer({ size, seed: 2 }));
  const window = await harness.window();
  const id = await window.add(first.url, harness.folder, { mirrors: [other.url], connections: 6 });
  await window.reaches(id, 'completed');
  expect((await sourcesOf(window, id))[1]).toMatchObject({
    state: 'set-aside',
    received: 0,
    failure: { code: 'server-changed' },
  });
  expect(await isWhole()).toBe(true);
});

test('a mirror that is removed while it runs gives back what was lent to it, and brings nothing more', async () => {
  const first = await harness.serve(startRangeServer({ size, rate: 2 * mebibyte }));
  const second = await harness.serve(startRangeServer({ size, rate: 2 * mebibyte }));
  const window = await harness.window();
  const id = await window.add(first.url, harness.folder, { mirrors: [second.url], connections: 4 });
  await window.shows(id, (view) => view.received > 4 * mebibyte);
  const [own, mirror] = await sourcesOf(window, id);
  expect(mirror?.received).toBeGreaterThan(0);
  const remove = (source: number, url = '') => window.client.call.removeSource({ id, source, url });
  expect(await remove(0, own?.url)).toMatchObject({ failure: { code: 'not-found' } });
  expect(await remove(1, own?.url)).toMatchObject({ failure: { code: 'not-found' } });
  expect(await remove(1, mirror?.url)).toMatchObject({ ok: true });
  const before = second.stats.bytesSent;
  await window.reaches(id, 'completed');
  // Of some 10 MiB that would have been its part.
  expect(second.stats.bytesSent - before).toBeLessThan(4 * mebibyte);
  expect((await sourcesOf(window, id))[1]).toMatchObject({ removed: true });
  expect(await isWhole()).toBe(true);
  expect(await remove(1, mirror?.url)).toMatchObject({ failure: { code: 'not-found' } });
});

test('a mirror that is preferred gets the connections of the others but one, now and after a pause', async () => {
  const rates = [mebibyte, mebibyte, mebibyte / 2] as const;
  const servers = [];
  for (const rate of rates) servers.push(await harness.serve(startRangeServer({ size, rate })));
  const [first, second, preferred] = servers;
  if (first === undefined || second === undefined || preferred === undefined) return;
  const window = await harness.window();
  const mirrors = [second.url, preferred.url];
  const id = await window.add(first.url, harness.folder, { mirrors, connections: 6 });
  await window.shows(id, (view) => view.received > 4 * mebibyte);
  const shown = (await sourcesOf(window, id))[2]?.url ?? '';
  const prefer = (source: number, url: string, on = true) =>
    window.client.call.preferSource({ id, source, url, on });
  expect(await prefer(1, shown)).toMatchObject({ failure: { code: 'not-found' } });
  expect(await prefer(2, shown)).toMatchObject({ ok: true });
  const working = async (): Promise<readonly number[]> => {
    const answer = await window.client.call.watch({ id });
    const segments = answer.ok ? (answer.value?.segments ?? []) : [];
    const receiving = segments.filter(({ state }) => state === 'receiving');
    return [0, 1, 2].map((index) => receiving.filter(({ source }) => source === index).length);
  };
  await expect.poll(working).toEqual([1, 1, 4]);
  await window.client.call.pause({ ids: [id] });
  await window.client.call.resume({ ids: [id] });
  await expect.poll(working).toEqual([1, 1, 4]);
  expect((await sourcesOf(window, id)).map((source) => source.preferred)).toEqual([
    undefined,
    undefined,
    true,
  ]);
  expect(await prefer(2, shown, false)).toMatchObject({ ok: true });
  for (const server of servers) server.behave({});
  await window.reaches(id, 'completed');
  const sources = await sourcesOf(window, id);
  expect(sources.map((source) => source.preferred)).toEqual([undefined, undefined, undefined]);
  for (const source of sources) {
    expect(source.mean).toBeGreaterThan(0);
    expect(source.delay).toBeGreaterThan(0);
  }
  expect(await isWhole()).toBe(true);
});
