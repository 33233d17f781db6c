import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intersectRanges, rangeLength, totalLength } from './byte-range.ts';

const range = fc.tuple(fc.nat(50), fc.nat(50)).map(([start, length]) => ({ start, end: start + length }));

test('lengths are those of half-open ranges', () => {
  expect(rangeLength({ start: 3, end: 3 })).toBe(0);
  expect(rangeLength({ start: 3, end: 10 })).toBe(7);
  expect(totalLength([])).toBe(0);
  expect(
    totalLength([
      { start: 0, end: 2 },
      { start: 5, end: 6 },
    ]),
  ).toBe(3);
});

test('ranges that only touch share nothing', () => {
  expect(intersectRanges({ start: 0, end: 5 }, { start: 5, end: 9 })).toBeNull();
  expect(intersectRanges({ start: 0, end: 6 }, { start: 5, end: 9 })).toEqual({ start: 5, end: 6 });
});

test('what two ranges share is each byte that lies in both, whichever is named first', () => {
  fc.assert(
    fc.property(range, range, (a, b) => {
      const shared = intersectRanges(a, b);
      expect(intersectRanges(b, a)).toEqual(shared);
      for (let at = 0; at < 101; at += 1) {
        const inBoth = at >= a.start && at < a.end && at >= b.start && at < b.end;
        expect(shared !== null && at >= shared.start && at < shared.end).toBe(inBoth);
      }
    }),
  );
});
