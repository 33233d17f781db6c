import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultQueue } from '../../shared/model/queue.ts';
import { seededBytes } from '../engine/testing/range-server/seeded-body.ts';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte;
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

async function newQueue(window: TestWindow, name: string): Promise<string> {
  const added = await window.client.call.addQueue({ name });
  if (!added.ok) throw new Error(added.failure.code);
  return added.value.id;
}

test('a queue that is stopped lets its downloads wait with what they have, and they go on where they were', async () => {
  const server = await harness.serve(startRangeServer({ size, rate: 2 * mebibyte }));
  const window = await harness.window();
  const queue = await newQueue(window, 'Films');
  const id = await window.add(`${server.origin}/film`, harness.folder, { queue });
  const other = await window.add(`${server.origin}/other`, harness.folder, { start: false });
  await window.shows(id, (view) => view.received > mebibyte);
  expect(await window.client.call.runQueue({ id: queue, on: false })).toMatchObject({ ok: true });
  const held = await window.reaches(id, 'queued');
  expect(held.received).toBeGreaterThan(mebibyte);
  // Another queue is not stopped by it, and stopping is kept.
  await window.client.call.resume({ ids: [other] });
  await window.reaches(other, 'downloading');
  await window.client.call.pause({ ids: [other] });
  await harness.restart();
  const again = await harness.window();
  expect(again.view(id)).toMatchObject({ state: { kind: 'queued' }, queue });
  const sent = server.stats.bytesSent;
  await again.client.call.runQueue({ id: queue, on: true });
  await again.reaches(id, 'completed');
  expect(server.stats.bytesSent - sent).toBeLessThan(size - mebibyte / 2);
  expect((await harness.read('film')).equals(seededBytes(1, 0, size))).toBe(true);
});

test('stopped and started again at once, a download goes on', async () => {
  const server = await harness.serve(startRangeServer({ size, rate: 4 * mebibyte }));
  const window = await harness.window();
  const id = await window.add(`${server.origin}/film`, harness.folder, { connections: 4 });
  await window.shows(id, (view) => view.received > mebibyte);
  for (const on of [false, true, false, true]) {
    await window.client.call.runQueue({ id: defaultQueue, on });
  }
  await window.reaches(id, 'completed');
  expect((await harness.read('film')).equals(seededBytes(1, 0, size))).toBe(true);
});

test('a queue has its own number of downloads at a time and its own limit', async () => {
  const server = await harness.serve(startRangeServer({ size, rate: mebibyte }));
  const window = await harness.window();
  const queue = await newQueue(window, 'Films');
  await window.client.call.changeQueue({ id: queue, jobs: 1, limit: 100_000 });
  const [a, b] = [
    await window.add(`${server.origin}/a`, harness.folder, { queue }),
    await window.add(`${server.origin}/b`, harness.folder, { queue }),
  ];
  const free = await window.add(`${server.origin}/c`, harness.folder);
  await window.reaches(a, 'downloading');
  await window.reaches(free, 'completed');
  expect(window.view(a).received).toBeLessThan(4 * mebibyte);
  expect(window.view(b).state.kind).toBe('queued');
  // In the default queue neither of the two limits holds.
  await window.client.call.setQueue({ ids: [a], queue: defaultQueue });
  await window.reaches(b, 'downloading');
  await window.reaches(a, 'completed');
});

test('of a queue that is deleted the downloads go to the default queue, which stays', async () => {
  const server = await harness.serve(startRangeServer({ size, rate: 4 * mebibyte }));
  const window = await harness.window();
  const queue = await newQueue(window, 'Films');
  const id = await window.add(`${server.origin}/film`, harness.folder, { queue });
  await window.shows(id, (view) => view.received > mebibyte);
  expect(await window.client.call.removeQueue({ id: defaultQueue })).toMatchObject({ ok: false });
  expect(await window.client.call.removeQueue({ id: queue })).toMatchObject({ ok: true });
  expect(await window.client.call.setQueue({ ids: [id], queue })).toMatchObject({ ok: false });
  const view = await window.shows(id, ({ state }) => state.kind === 'completed');
  expect(view.queue).toBe(defaultQueue);
  expect(server.stats.bytesSent).toBeLessThan(size + mebibyte);
});

test('downloads move by one place and all the way, within their queue', async () => {
  const window = await harness.window();
  const queue = await newQueue(window, 'Films');
  const ids: string[] = [];
  for (const [name, where] of [
    ['a', defaultQueue],
    ['x', queue],
    ['b', defaultQueue],
    ['c', defaultQueue],
  ] as const)
    ids.push(await window.add(`http://127.0.0.1:9/${name}`, harness.folder, { start: false, queue: where }));
  const [a = '', x = '', b = '', c = ''] = ids;
  const order = () => window.order.filter((id) => id !== x);
  await window.client.call.move({ ids: [c], by: 'first' });
  await window.until(() => order().join() === [c, a, b].join());
  await window.client.call.move({ ids: [c], by: 1 });
  await window.until(() => order().join() === [a, c, b].join());
  await window.client.call.move({ ids: [a], by: 'last' });
  await window.until(() => order().join() === [c, b, a].join());
});
