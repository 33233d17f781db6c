import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pieceLengthFor } from './piece-length.ts';

it('gives 2,048 pieces at most, and none shorter than 256 KiB', () => {
  expect(pieceLengthFor(0)).toBe(262_144);
  expect(pieceLengthFor(2_048 * 262_144 + 1)).toBe(524_288);
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (size) => {
      const length = pieceLengthFor(size);
      expect(Math.ceil(size / length)).toBeLessThanOrEqual(2_048);
      expect(Number.isInteger(Math.log2(length)) && length >= 262_144).toBe(true);
    }),
  );
});
