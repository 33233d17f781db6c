import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Blake2b } from './blake2b.ts';

function sumOf(...parts: Uint8Array[]): string {
  const hash = new Blake2b();
  for (const part of parts) hash.update(part);
  return hash.hex();
}

test('the example of RFC 7693, appendix A', () => {
  expect(sumOf(Buffer.from('abc'))).toBe(
    'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
  );
});

test.each([0, 1, 127, 128, 129, 255, 256, 257, 100_000])(
  '%d bytes have the sum that OpenSSL has',
  (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) % 251);
    expect(sumOf(bytes)).toBe(createHash('blake2b512').update(bytes).digest('hex'));
  },
);

test('however the bytes are cut, the sum is theirs', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (parts) => {
      expect(sumOf(...parts)).toBe(createHash('blake2b512').update(Buffer.concat(parts)).digest('hex'));
    }),
  );
});
