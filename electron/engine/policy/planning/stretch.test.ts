import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { totalLength } from '../../../../shared/model/byte-range.ts';
import { cutStretch, lastStretch, segmentLeast, stretchLength, stretchShares } from './stretch.ts';

const mib = 1_048_576;

test.each([
  [0, 0],
  [1, 1],
  [64, 64],
  [65, 32.5],
  [551, 275.5],
  [10_000, 1_024],
])('of %d MiB the next stretch takes %d MiB', (left, length) => {
  expect(stretchLength(left * mib)).toBe(length * mib);
});

test('stretches use everything up, the last one of at most 64 MiB, in few steps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 44 }), (size) => {
      let left = size;
      let last = 0;
      let steps = 0;
      for (; left > 0; steps += 1) {
        last = stretchLength(left);
        expect(last > 0 && last <= left).toBe(true);
        left -= last;
      }
      expect(last).toBeLessThanOrEqual(lastStretch);
      expect(steps).toBeLessThanOrEqual(2 + size / (1_024 * mib) + Math.log2(2_048 / 32));
    }),
  );
});

test('shares are in proportion to the rates, less what a busy one brings first', () => {
  const shares = stretchShares(60 * mib, [
    { worker: 1, rate: 2 * mib, busy: 0 },
    { worker: 2, rate: mib, busy: 0 },
    { worker: 3, rate: mib, busy: 4 },
  ]);
  // 60 = 2T + T + (T − 4), so T = 16.
  expect([...shares].map(([worker, bytes]) => [worker, bytes / mib])).toEqual([
    [1, 32],
    [2, 16],
    [3, 12],
  ]);
});

test('a share under a MiB goes to the others; without any rate all count alike', () => {
  const slow = { worker: 2, rate: 10, busy: 0 };
  expect([...stretchShares(8 * mib, [{ worker: 1, rate: mib, busy: 0 }, slow])]).toEqual([[1, 8 * mib]]);
  const none = [1, 2].map((worker) => ({ worker, rate: 0, busy: 9 }));
  expect([...stretchShares(8 * mib, none)]).toEqual([
    [1, 4 * mib],
    [2, 4 * mib],
  ]);
});

const participants = fc.array(
  fc.record({
    rate: fc.double({ min: 0, max: 1e9, noNaN: true }),
    busy: fc.double({ min: 0, max: 1e4, noNaN: true }),
  }),
  { minLength: 1, maxLength: 64 },
);

test('shares add up to the stretch, none is under a MiB unless it is alone, and all end together', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_024 * mib }), participants, (length, list) => {
      const all = list.map((one, index) => ({ ...one, worker: index + 1 }));
      const shares = stretchShares(length, all);
      const sum = [...shares.values()].reduce((a, b) => a + b, 0);
      expect(Math.abs(sum - length)).toBeLessThan(1e-6 * length + 1);
      for (const share of shares.values())
        expect(shares.size === 1 || share >= Math.min(segmentLeast, length) - 1).toBe(true);
    }),
  );
});

const ranges = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 90 * mib }), fc.integer({ min: 1, max: mib })), { minLength: 1 })
  .map((pairs) => {
    let at = 0;
    return pairs.map(([length, gap]): ByteRange => {
      const range = { start: at, end: at + length };
      at += length + gap;
      return range;
    });
  });

test('segments are the front of what is free, in order, each within one range', () => {
  fc.assert(
    fc.property(ranges, participants, (free, list) => {
      const all = list.map((one, index) => ({ ...one, worker: index + 1 }));
      const before = free.map((range) => ({ ...range }));
      const length = stretchLength(totalLength(free));
      const segments = cutStretch(free, length, stretchShares(length, all)).map(({ range }) => range);
      expect(totalLength(segments)).toBe(length);
      expect(totalLength(segments) + totalLength(free)).toBe(totalLength(before));
      for (const segment of [...segments, ...free]) {
        expect(segment.end).toBeGreaterThan(segment.start);
        expect(before.some((range) => range.start <= segment.start && segment.end <= range.end)).toBe(true);
      }
      const order = [...segments, ...free];
      order.forEach((segment, index) => {
        expect(order[index - 1]?.end ?? 0).toBeLessThanOrEqual(segment.start);
      });
    }),
  );
});

test('six connections get six segments, cut on MiB boundaries where that is no great difference', () => {
  const all = Array.from({ length: 6 }, (_, index) => ({ worker: index + 1, rate: 1, busy: 0 }));
  for (const [length, grain] of [
    [551 * mib, mib],
    [64 * mib, 64 * 1024],
  ] as const) {
    const segments = cutStretch([{ start: 0, end: 1024 * mib }], length, stretchShares(length, all));
    expect(segments.map(({ worker }) => worker)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { range } of segments) expect(range.start % grain).toBe(0);
    for (const { range } of segments) {
      expect(Math.abs(range.end - range.start - length / 6)).toBeLessThanOrEqual(0.02 * (length / 6));
    }
  }
});
