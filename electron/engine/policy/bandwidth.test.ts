import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bandwidth } from './bandwidth.ts';

test('a byte is paid for at every node, and the longest wait counts', () => {
  const all = new Bandwidth(1_000, 0);
  const one = new Bandwidth(500, 0, all);
  const other = new Bandwidth(0, 0, all);
  expect(one.take(100, 0)).toBe(200);
  expect(other.take(100, 0)).toBe(200);
  expect(other.take(300, 0)).toBe(500);
});

test('limited is what has a limit here or above', () => {
  const all = new Bandwidth(0, 0);
  const one = new Bandwidth(0, 0, all);
  expect(one.limited).toBe(false);
  all.setRate(1_000, 0);
  expect(one.limited).toBe(true);
  expect(one.rate).toBe(0);
  expect(one.take(1_000, 0)).toBe(1_000);
});

test('downloads together never get more than the whole is allowed, nor each more than its own', () => {
  const rates = fc.integer({ min: 1_000, max: 1e7 });
  fc.assert(
    fc.property(rates, fc.array(rates, { minLength: 1, maxLength: 5 }), (total, each) => {
      const root = new Bandwidth(total, 0);
      const downloads = each.map((rate) => ({
        rate,
        node: new Bandwidth(rate, 0, root),
        free: 0,
        taken: 0,
      }));
      const chunk = 64;
      const end = 2_000;
      for (let now = 0; now < end; now += 1) {
        for (const download of downloads) {
          if (download.free > now) continue;
          const bytes = Math.min(chunk * 64, Math.ceil(download.rate / 100));
          download.taken += bytes;
          download.free = now + download.node.take(bytes, now);
        }
      }
      const slack = (rate: number): number => (rate * end) / 1_000 + rate * 0.1;
      const overdrawn = each.reduce((sum, rate) => sum + Math.ceil(rate / 100), 0);
      const taken = downloads.reduce((sum, download) => sum + download.taken, 0);
      expect(taken).toBeLessThanOrEqual(slack(total) + overdrawn);
      for (const { rate, taken: own } of downloads)
        expect(own).toBeLessThanOrEqual(slack(rate) + Math.ceil(rate / 100));
    }),
    { numRuns: 30 },
  );
});
