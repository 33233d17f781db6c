import fc from 'fast-check';
import { expect, test } from 'vitest';
import { worstRates } from './window-rates.ts';

const steps = (rates: readonly number[]): { at: number; bytes: number }[] => {
  let bytes = 0;
  return [{ at: 0, bytes: 0 }, ...rates.map((rate, index) => ({ at: index + 1, bytes: (bytes += rate) }))];
};

test('an even rate is the same in every window', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e8 }), fc.integer({ min: 7, max: 40 }), (rate, seconds) => {
      const { least, most } = worstRates(
        steps(Array.from({ length: seconds }, () => rate)),
        5,
        rate * seconds,
      );
      return Math.abs(least / rate - 1) < 1e-9 && Math.abs(most / rate - 1) < 1e-9;
    }),
  );
});

test('a burst is seen in the window that holds it, and a pause too', () => {
  const samples = steps([10, 10, 10, 10, 10, 60, 0, 10, 10, 10, 10, 10]);
  expect(worstRates(samples, 5, 1_000)).toEqual({ least: 8, most: 20 });
});

test('the wait before the first byte and what comes after the last are not counted', () => {
  const samples = [0, 0, 0, 10, 20, 30, 40, 50, 60, 60, 60, 60, 60].map((bytes, at) => ({ at, bytes }));
  expect(worstRates(samples, 4, 60)).toEqual({ least: 10, most: 10 });
});

test('a run that is shorter than a window has no rate', () => {
  expect(worstRates(steps([10, 10]), 5, 20)).toEqual({ least: NaN, most: NaN });
});
