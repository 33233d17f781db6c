import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

test('no limit, no wait', () => {
  expect(new TokenBucket(0, 0).take(1e12, 0)).toBe(0);
});

test('a debt is waited for, and what flows in while nobody takes is kept for a tenth of a second only', () => {
  const bucket = new TokenBucket(1_000, 0);
  expect(bucket.take(500, 0)).toBe(500);
  expect(bucket.take(0, 500)).toBe(0);
  expect(bucket.take(100, 60_000)).toBe(0);
  expect(bucket.take(1, 60_000)).toBe(1);
});

test('a new rate counts at once, and a debt is paid at it', () => {
  const bucket = new TokenBucket(1_000, 0);
  bucket.take(1_000, 0);
  bucket.setRate(10_000, 0);
  expect(bucket.take(0, 0)).toBe(100);
  bucket.setRate(0, 0);
  expect(bucket.take(1e9, 0)).toBe(0);
  bucket.setRate(1_000, 10);
  expect(bucket.take(1_000, 10)).toBe(1_000);
});

test('a clock that goes back gives nothing', () => {
  const bucket = new TokenBucket(1_000, 1_000);
  expect(bucket.take(100, 0)).toBe(100);
});

test('whoever waits as told never gets more than the rate and one tenth of a second of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.array(fc.tuple(fc.nat(1e6), fc.nat(1_000)), { maxLength: 50 }),
      (rate, steps) => {
        const bucket = new TokenBucket(rate, 0);
        let now = 0;
        let taken = 0;
        for (const [bytes, idle] of steps) {
          now += idle;
          // What was taken before is paid for by now; the chunk taken here may overdraw.
          expect(taken).toBeLessThanOrEqual((rate * now) / 1_000 + 0.1 * rate + 1e-3 * rate + 1);
          taken += bytes;
          now += bucket.take(bytes, now);
        }
      },
    ),
  );
});
