import { expect, test } from 'vitest';
import { algorithmLabel, checksumAlgorithms, checksumBytes } from './checksum.ts';

test.each([
  ['md5', 'MD5', 128],
  ['sha1', 'SHA-1', 160],
  ['sha256', 'SHA-256', 256],
  ['sha384', 'SHA-384', 384],
  ['sha512', 'SHA-512', 512],
  ['blake2b512', 'BLAKE2b', 512],
] as const)('%s is written %s and has %d bits', (algorithm, label, bits) => {
  expect(algorithmLabel(algorithm)).toBe(label);
  expect(checksumBytes[algorithm] * 8).toBe(bits);
});

test('no two algorithms but SHA-512 and BLAKE2b have sums of one length, so a length names its algorithm', () => {
  const lengths = checksumAlgorithms.map((algorithm) => checksumBytes[algorithm]);
  expect(new Set(lengths).size).toBe(checksumAlgorithms.length - 1);
});
