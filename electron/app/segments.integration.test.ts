import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DetailView, SegmentView } from '../../shared/model/view.ts';
import type { RangeServerOptions } from '../engine/testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import type { RequestRecord } from '../engine/testing/range-server/request-log.ts';
import { AppHarness } from './testing/app-harness.ts';

const mebibyte = 1 << 20;
const size = 64 * mebibyte;
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

/** The reply that brings a segment's bytes: the latest one whose range holds its position. */
function replyOf(server: RangeServer, { position }: SegmentView): RequestRecord | undefined {
  return server.requests.findLast(
    ({ range }) => range !== null && range.first <= position && position <= (range.last ?? size),
  );
}

interface Sample {
  readonly segment: SegmentView;
  /** Where the server says the next byte of this reply goes, and its rate in bytes per second. */
  readonly served: number;
  readonly rate: number;
  /** Milliseconds since its reply was first seen. */
  readonly age: number;
}

function samplesOf(
  server: RangeServer,
  rates: readonly number[],
  firstSeen: Map<RequestRecord, number>,
  detail: DetailView,
): Sample[] {
  const samples: Sample[] = [];
  for (const segment of detail.segments) {
    const reply = replyOf(server, segment);
    // At its end a segment borders on the next one's reply.
    if (segment.state !== 'receiving' || segment.position === segment.end) continue;
    if (reply === undefined || reply.range === null) continue;
    const served = reply.range.first + reply.sent;
    const now = performance.now();
    const since = firstSeen.get(reply) ?? now;
    firstSeen.set(reply, since);
    samples.push({ segment, served, rate: rates[reply.slot] ?? 0, age: now - since });
  }
  return samples;
}

test('six bars are true: position, range and speed of each are what the server counts', async () => {
  const rates = [1, 1.5, 2, 2.5, 3, 3.5].map((rate) => rate * mebibyte);
  const server = await harness.serve(startRangeServer({ size, slotRates: rates }));
  const window = await harness.window();
  const samples: Sample[] = [];
  const firstSeen = new Map<RequestRecord, number>();
  const shown: DetailView[] = [];
  window.client.on('detail', (detail) => {
    shown.push(detail);
    samples.push(...samplesOf(server, rates, firstSeen, detail));
  });
  const id = await window.add(server.url, harness.folder, { connections: 6 });
  await window.client.call.watch({ id });
  await window.reaches(id, 'completed');
  expect(server.stats.maxConcurrent).toBe(6);

  expect(samples.length).toBeGreaterThan(50);
  for (const { segment, served, rate } of samples) {
    // Never ahead of the server; behind it by no more than sockets hold and what the server sends
    // at once when it was late: a quarter of a second of its rate.
    expect(segment.position).toBeLessThanOrEqual(served);
    expect(served - segment.position).toBeLessThan(mebibyte / 2 + rate * 0.3);
  }
  const settled = samples.filter(({ age }) => age > 2_000);
  expect(new Set(settled.map(({ rate }) => rate)).size).toBe(6);
  for (const { segment, rate } of settled) expect(segment.rate / rate).toBeCloseTo(1, 0.6);

  for (const detail of shown) {
    const lent = detail.segments.filter(({ end, start }) => end > start);
    for (const { start, end, position } of lent) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(start).toBeLessThanOrEqual(position);
      expect(position).toBeLessThanOrEqual(end);
      expect(end).toBeLessThanOrEqual(size);
    }
  }
  const last = await window.client.call.watch({ id });
  const segments = last.ok ? (last.value?.segments ?? []) : [];
  expect(segments.map(({ slot, state, rate }) => ({ slot, state, rate }))).toEqual(
    [1, 2, 3, 4, 5, 6].map((slot) => ({ slot, state: 'ended', rate: 0 })),
  );
  // The slots stay as they ended: each at the end of its last range.
  for (const { position, end, start } of segments) {
    expect(position).toBe(end);
    expect(end).toBeGreaterThan(start);
  }
});

test('the map tells who brought which bytes, and in the end the whole file', async () => {
  const server = await harness.serve(startRangeServer({ size, rate: 8 * mebibyte }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { connections: 6 });
  await window.shows(id, (view) => view.received > 16 * mebibyte);
  await window.client.call.pause({ ids: [id] });
  const paused = await window.reaches(id, 'paused');
  await window.client.call.resume({ ids: [id] });
  await window.reaches(id, 'completed');
  const answer = await window.client.call.watch({ id });
  const map = answer.ok ? (answer.value?.map ?? []) : [];
  const bytes = new Map<number, number>();
  let at = 0;
  for (let index = 0; index < map.length; index += 3) {
    const [start = 0, end = 0, slot = 0] = map.slice(index, index + 3);
    expect(start).toBe(at);
    bytes.set(slot, (bytes.get(slot) ?? 0) + end - start);
    at = end;
  }
  expect(at).toBe(size);
  // Slot 0 is what the session before brought.
  expect(bytes.get(0)).toBe(paused.received);
  expect([...bytes.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('a slot that a smaller crew does not use any more stays as it ended', async () => {
  // With a piece for one or two left every connection is dropped, and then only one is served.
  const server = await harness.serve(startRangeServer({ size: 4 * mebibyte, rate: mebibyte / 2 }));
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder, { connections: 4 });
  await window.shows(id, (view) => view.received > 2.9 * mebibyte);
  server.setRules([{ when: { activeOver: 1 }, use: { fault: { kind: 'reset', at: 'before-head' } } }]);
  server.dropConnections();
  await window.reaches(id, 'completed');
  const answer = await window.client.call.watch({ id });
  expect(answer.ok ? answer.value?.segments.length : 0).toBe(4);
});

test('six connections of a server that caps each are a gain; of one that shares its line they are none', async () => {
  // So large that one connection is measured for a second, whatever else this machine does.
  const large = 4_096 * mebibyte;
  const compared = async (options: RangeServerOptions): Promise<DetailView['comparison']> => {
    const server = await harness.serve(startRangeServer(options));
    const window = await harness.window();
    const id = await window.add(server.url, harness.folder, { connections: 6 });
    await window.client.call.watch({ id });
    await window.shows(id, (view) => view.received > 16 * mebibyte);
    await window.until(() => (window.details.at(-1)?.comparison.kind ?? 'unknown') !== 'unknown');
    await window.client.call.remove({ ids: [id], files: true });
    return window.details.at(-1)?.comparison ?? { kind: 'unknown' };
  };
  const gain = await compared({ size: large, rate: mebibyte });
  expect(gain).toMatchObject({ kind: 'gain', connections: 6 });
  if (gain.kind !== 'gain') return;
  expect(gain.oneConnection / gain.seconds).toBeGreaterThan(3.5);
  expect(gain.oneConnection / gain.seconds).toBeLessThan(6.1);
  expect(await compared({ size: large, totalRate: 6 * mebibyte })).toEqual({ kind: 'no-gain' });
});
