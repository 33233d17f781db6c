import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBytes, formatRate } from './units.ts';

const mib = 1_024 * 1_024;

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [1_023, '1023 B'],
  [1_024, '1.0 KiB'],
  [340 * 1_024, '340 KiB'],
  [1.5 * mib, '1.5 MiB'],
  [45.9 * mib, '45.9 MiB'],
  [99.97 * mib, '100 MiB'],
  [551 * mib, '551 MiB'],
  [1_023.9 * mib, '1.0 GiB'],
  [12.4 * 1_024 * mib, '12.4 GiB'],
  [5 * 1_024 ** 5, '5.0 PiB'],
  [5_000 * 1_024 ** 5, '5000 PiB'],
  [-1, '0 B'],
  [Number.NaN, '–'],
])('%d bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test('the locale chooses the decimal sign', () => {
  expect(formatBytes(1.5 * mib, 'de')).toBe('1,5 MiB');
  expect(formatBytes(1.5 * mib, 'ko')).toBe('1.5 MiB');
});

test('a rate says per second', () => expect(formatRate(2 * mib)).toBe('2.0 MiB/s'));

test('any size shows at most four digits before its unit, and is right to half a last digit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (bytes) => {
      const text = formatBytes(bytes);
      const match = /^(\d{1,4})(\.\d)? (B|KiB|MiB|GiB|TiB|PiB)$/.exec(text);
      expect(match).not.toBeNull();
      const unit = 1_024 ** ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'].indexOf(match?.[3] ?? '');
      const step = match?.[2] === undefined ? 1 : 0.1;
      expect(Math.abs(parseFloat(text) - bytes / unit)).toBeLessThanOrEqual(step / 2 + 1e-9);
    }),
  );
});
