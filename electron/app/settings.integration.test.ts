import { afterEach, beforeEach, expect, test } from 'vitest';
import { seededBytes } from '../engine/testing/range-server/seeded-body.ts';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';

const mebibyte = 1 << 20;
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

test('settings are told to every window and are the same after a restart', async () => {
  const [one, two] = [await harness.window(), await harness.window()];
  const change = { connections: 3, jobs: 2, theme: 'dark', limit: 5_000_000 } as const;
  expect(await one.client.call.setSettings(change)).toMatchObject({ ok: true, value: change });
  await two.until(() => two.settings?.theme === 'dark');
  expect(two.settings).toMatchObject(change);
  expect(await one.client.call.setSettings({ jobs: 0 })).toEqual({
    ok: false,
    failure: { code: 'call-malformed' },
  });
  await harness.restart();
  const again = await harness.window();
  expect(again.settings).toMatchObject({ ...change, language: 'system', folder: harness.folder });
});

test('as many downloads run as the setting allows, in the order of the queue, at once when it changes', async () => {
  const server = await harness.serve(startRangeServer({ size: 8 * mebibyte, rate: mebibyte }));
  const window = await harness.window();
  await window.client.call.setSettings({ jobs: 1 });
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c', 'd'])
    ids.push(await window.add(`${server.origin}/${name}`, harness.folder));
  const [a = '', b = '', c = '', d = ''] = ids;
  await window.reaches(a, 'downloading');
  await window.client.call.move({ ids: [d, c], by: -1 });
  await window.until(() => window.order.join() === [a, c, d, b].join());
  // At the front of the queue several keep their order.
  await window.client.call.move({ ids: [a, c], by: -1 });
  await window.client.call.move({ ids: [b, d], by: 1 });
  expect(window.order).toEqual([a, c, d, b]);
  await window.client.call.setSettings({ jobs: 2 });
  await window.reaches(c, 'downloading');
  expect([d, b].map((id) => window.view(id).state.kind)).toEqual(['queued', 'queued']);
  await window.client.call.pause({ ids: [a] });
  await window.reaches(d, 'downloading');
  await window.client.call.pauseAll();
  await window.until(() => ids.every((id) => window.view(id).state.kind === 'paused'));
  expect(server.stats.active).toBe(0);
  await harness.restart();
  expect((await harness.window()).order).toEqual([a, c, d, b]);
});

test('the limit of all downloads holds, and one that is lifted lets the stream go on at once', async () => {
  const size = 8 * mebibyte;
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  await window.client.call.setSettings({ limit: 1_000 });
  const id = await window.add(server.url, harness.folder);
  await window.shows(id, (view) => view.received > 0);
  // What was read so far is paid for in a minute; nothing more comes before.
  const before = window.view(id).received;
  expect(before).toBeLessThan(mebibyte);
  await window.client.call.setSettings({ limit: 0 });
  await window.shows(id, (view) => view.state.kind === 'completed', 5_000);
  expect((await harness.read('file.bin')).equals(seededBytes(1, 0, size))).toBe(true);
});

test('the limit of one download holds it alone, is kept, and can be changed while it runs', async () => {
  const size = 4 * mebibyte;
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const slow = await window.add(`${server.origin}/slow`, harness.folder, { start: false });
  expect(await window.client.call.setLimit({ id: slow, limit: mebibyte })).toMatchObject({ ok: true });
  expect(await window.client.call.setLimit({ id: 'none', limit: 1 })).toMatchObject({ ok: false });
  await window.client.call.resume({ ids: [slow] });
  const quick = await window.add(`${server.origin}/quick`, harness.folder);
  await window.reaches(quick, 'completed');
  expect(window.view(slow)).toMatchObject({ limit: mebibyte, state: { kind: 'downloading' } });
  const half = await window.shows(slow, (view) => view.received > size / 2);
  expect(half.rate).toBeLessThan(1.5 * mebibyte);
  await harness.restart();
  const again = await harness.window();
  expect(again.view(slow).limit).toBe(mebibyte);
  await again.client.call.setLimit({ id: slow, limit: 0 });
  await again.reaches(slow, 'completed');
});
