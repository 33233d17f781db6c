import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { sampleRanges } from './samples.ts';

const kib = 1_024;

test('beginning, middle and end of one long range', () => {
  expect(sampleRanges([{ start: 0, end: 1_024 * kib }])).toEqual([
    { start: 0, end: 16 * kib },
    { start: 512 * kib, end: 528 * kib },
    { start: 1_008 * kib, end: 1_024 * kib },
  ]);
});

test('nothing written, nothing to compare', () => {
  expect(sampleRanges([])).toEqual([]);
});

test('little written is sampled once', () => {
  expect(sampleRanges([{ start: 7, end: 9 }])).toEqual([{ start: 7, end: 9 }]);
});

const written = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100 * kib }), fc.integer({ min: 1, max: kib })), {
    maxLength: 12,
  })
  .map((pairs) => {
    let at = 0;
    return pairs.map(([length, gap]): ByteRange => {
      const range = { start: at + gap, end: at + gap + length };
      at = range.end;
      return range;
    });
  });

test('samples are at most three, short, ascending and apart, and all of what is written', () => {
  fc.assert(
    fc.property(written, (ranges) => {
      const samples = sampleRanges(ranges);
      expect(samples.length === 0).toBe(ranges.length === 0);
      expect(samples.length).toBeLessThanOrEqual(3);
      samples.forEach((sample, index) => {
        expect(sample.end - sample.start).toBeLessThanOrEqual(16 * kib);
        expect(sample.end).toBeGreaterThan(sample.start);
        expect(samples[index - 1]?.end ?? 0).toBeLessThanOrEqual(sample.start);
        expect(ranges.some((range) => range.start <= sample.start && sample.end <= range.end)).toBe(true);
      });
      expect(samples.at(-1)?.end).toBe(ranges.at(-1)?.end);
    }),
  );
});
