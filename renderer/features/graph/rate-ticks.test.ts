import { expect, test } from 'vitest';
import { rateLabels, rateSteps } from './rate-ticks.ts';

const kibibyte = 1_024;
const mebibyte = 1_024 ** 2;
const ticks = (step: number, count: number) => Array.from({ length: count }, (_, index) => index * step);

test('the lines of the grid are told exactly, in one unit', () => {
  expect(rateLabels(ticks(mebibyte / 2, 4))).toEqual(['0.0 MiB/s', '0.5 MiB/s', '1.0 MiB/s', '1.5 MiB/s']);
  expect(rateLabels(ticks(mebibyte / 4, 5)).slice(1)).toEqual([
    '0.25 MiB/s',
    '0.50 MiB/s',
    '0.75 MiB/s',
    '1.00 MiB/s',
  ]);
  expect(rateLabels(ticks(256 * kibibyte, 4))).toEqual(['0 KiB/s', '256 KiB/s', '512 KiB/s', '768 KiB/s']);
  expect(rateLabels([0, 512])).toEqual(['0 B/s', '512 B/s']);
  expect(rateLabels([0])).toEqual(['0 B/s']);
  expect(rateLabels([])).toEqual([]);
});

test('every step is exact in each unit that its lines may be told in', () => {
  for (const step of rateSteps.slice(0, -3)) {
    for (const lines of [2, 3, 4, 8]) {
      const labels = rateLabels(ticks(step, lines));
      const numbers = labels.map((label) => Number(label.split(' ')[0]));
      expect(numbers.map((number) => number / (numbers[1] ?? 1))).toEqual(ticks(1, lines));
      expect(new Set(labels.map((label) => label.split(' ')[1])).size).toBe(1);
    }
  }
});
