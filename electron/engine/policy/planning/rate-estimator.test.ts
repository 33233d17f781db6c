import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RateEstimator } from './rate-estimator.ts';

/** Adds `bytes` every 50 ms from `from` to `to` and asks as often. Milliseconds. */
function feed(estimator: RateEstimator, from: number, to: number, bytes: number): number {
  for (let now = from + 50; now <= to; now += 50) {
    estimator.add(bytes);
    estimator.rate(now);
  }
  return estimator.rate(to);
}

test('before anything it is 0, and at the start the plain mean', () => {
  const estimator = new RateEstimator(1_000);
  expect(estimator.rate(1_000)).toBe(0);
  estimator.add(500);
  expect(estimator.rate(1_500)).toBe(1_000);
  expect(estimator.total).toBe(500);
});

test('a steady stream is measured right, and its end is noticed within seconds', () => {
  const estimator = new RateEstimator(0);
  expect(feed(estimator, 0, 10_000, 50_000)).toBeCloseTo(1e6, -2);
  expect(feed(estimator, 10_000, 14_000, 0)).toBeLessThan(0.15 * 1e6);
  expect(feed(estimator, 14_000, 24_000, 0)).toBeLessThan(1_500);
});

test('nothing is shown of a stream that is silent for a time constant, and all of one that comes in bursts', () => {
  const estimator = new RateEstimator(0);
  feed(estimator, 0, 5_000, 50_000);
  feed(estimator, 5_000, 6_900, 0);
  expect(estimator.shownRate(6_900)).toBe(estimator.rate(6_900));
  feed(estimator, 6_900, 7_000, 0);
  expect(estimator.rate(7_000)).toBeGreaterThan(0);
  expect(estimator.shownRate(7_000)).toBe(0);
  estimator.add(50_000);
  expect(estimator.shownRate(8_500)).toBe(estimator.rate(8_500));
  expect(estimator.shownRate(8_500)).toBeGreaterThan(0);
});

test('a new speed is nearly reached after three time constants', () => {
  const estimator = new RateEstimator(0);
  feed(estimator, 0, 5_000, 5_000);
  expect(feed(estimator, 5_000, 11_000, 50_000)).toBeGreaterThan(0.93e6);
});

test('the figure is never negative, never above the fastest moment, and asking twice changes nothing', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 100, max: 3_000 }), fc.nat(1e7)), { minLength: 1 });
  fc.assert(
    fc.property(steps, (list) => {
      const estimator = new RateEstimator(0);
      let now = 0;
      let fastest = 0;
      for (const [elapsed, bytes] of list) {
        now += elapsed;
        estimator.add(bytes);
        fastest = Math.max(fastest, (bytes * 1_000) / elapsed);
        const rate = estimator.rate(now);
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(fastest * (1 + 1e-9));
        expect(estimator.rate(now)).toBe(rate);
      }
      expect(estimator.total).toBe(list.reduce((sum, [, bytes]) => sum + bytes, 0));
    }),
  );
});
