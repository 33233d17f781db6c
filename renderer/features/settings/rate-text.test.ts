import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRate, rateText } from './rate-text.ts';

describe('a typed speed', () => {
  it.each([
    ['', 0],
    ['500k', 512_000],
    ['2M', 2_097_152],
    ['1.5 MiB/s', 1_572_864],
    ['1,5m', 1_572_864],
    ['1G', 1_073_741_824],
    ['300', 300],
    ['fast', null],
    ['-1', null],
    ['1 T', null],
  ])('%j is %j bytes per second', (text, rate) => {
    expect(parseRate(text)).toBe(rate);
  });

  it('is written with a letter only where that is shorter than the number', () => {
    expect(rateText(1_572_864)).toBe('1.5M');
    expect(rateText(1_000_000)).toBe('1000000');
    expect(rateText(0)).toBe('');
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 42 }), (rate) => {
        expect(parseRate(rateText(rate))).toBe(rate);
      }),
    );
  });
});
