import { expect, test } from 'vitest';
import { rangeLength, totalLength } from './byte-range.ts';

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
