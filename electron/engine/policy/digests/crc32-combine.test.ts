import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32Combine } from './crc32-combine.ts';

describe('crc32Combine', () => {
  it('gives the sum of both runs as zlib does', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(crc32Combine(crc32(a), crc32(b), b.length)).toBe(crc32(b, crc32(a)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds for long second runs', () => {
    for (const length of [65_535, 65_536, 1_048_575, 1_048_576, 5_000_001]) {
      const second = new Uint8Array(length).map((_, at) => at * 31);
      const first = Uint8Array.of(1, 2, 3);
      expect(crc32Combine(crc32(first), crc32(second), length)).toBe(crc32(second, crc32(first)));
    }
  });
});
