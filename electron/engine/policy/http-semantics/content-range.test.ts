import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseContentRange } from './content-range.ts';

test.each([
  ['bytes 0-9/10', 0, 10, 10],
  ['bytes 5-5/6', 5, 6, 6],
  ['Bytes 100-199/1000', 100, 200, 1000],
  ['  bytes   0 - 9 / 10 ', 0, 10, 10],
  ['bytes 0-9/*', 0, 10, null],
  ['bytes=0-9/10', 0, 10, 10],
  ['bytes: 0-9/10', 0, 10, 10],
  ['0-9/10', 0, 10, 10],
  ['bytes 0-9007199254740989/*', 0, 9_007_199_254_740_990, null],
])('A12: %j is read', (text, start, end, total) => {
  expect(parseContentRange(text)).toEqual({ kind: 'part', range: { start, end }, total });
});

test.each([
  ['bytes */10', 10],
  ['bytes */0', 0],
  ['*/10', 10],
])('A16: %j says that nothing is there', (text, total) => {
  expect(parseContentRange(text)).toEqual({ kind: 'unsatisfied', total });
});

test.each([
  '',
  'bytes',
  'bytes 0-9',
  'bytes 0-9/',
  'bytes 0-9/9',
  'bytes 9-0/10',
  'bytes -9/10',
  'bytes 0-/10',
  'bytes 0-9/10, 20-29/30',
  'bytes 0x0-9/10',
  'bytes 0-9/-10',
  'bytes 0.0-9/10',
  'items 0-9/10',
  'bits 0-9/10',
  'bytes 0-9007199254740991/*',
  'bytes 0-99999999999999999999/*',
  'bytes 0-9/999999999999999999999',
])('A12, A13: %j is not believed', (text) => expect(parseContentRange(text)).toBeNull());

test('what is true is read as it was meant', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), fc.option(fc.nat(2 ** 31)), (start, more, after) => {
      const total = after === null ? null : start + more + 1 + after;
      const text = `bytes ${start}-${start + more}/${total ?? '*'}`;
      expect(parseContentRange(text)).toEqual({
        kind: 'part',
        range: { start, end: start + more + 1 },
        total,
      });
    }),
  );
});

const shapes = fc.stringMatching(/^(bytes ?)?[0-9*-]{0,22}[-/][0-9*-]{0,22}[/]?[0-9*]{0,22}$/);

test('whatever is read is arithmetic that can be true, in exact numbers', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), shapes), (text) => {
      const range = parseContentRange(text);
      if (range?.kind !== 'part') return;
      expect(range.range.start).toBeLessThan(range.range.end);
      expect(range.range.end).toBeLessThanOrEqual(range.total ?? Infinity);
      expect(Number.isSafeInteger(range.range.end)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
