import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockText, dayMinutes, parseClock } from './weekly-span.ts';

test('every minute of a day is read back as it is written', () => {
  fc.assert(
    fc.property(fc.nat(dayMinutes - 1), (minutes) => {
      expect(parseClock(clockText(minutes))).toBe(minutes);
    }),
  );
});

test('what is no time of a day is none', () => {
  expect(['', '24:01', '25:00', '12:60', '1200', '-1:00', '12:5', '12:00:00'].map(parseClock)).toEqual(
    Array(8).fill(null),
  );
  expect([parseClock('6:05'), parseClock('24:00'), parseClock(' 00:00 ')]).toEqual([365, 0, 0]);
});
