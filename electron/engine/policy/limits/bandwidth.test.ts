import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededChance } from '../../testing/seeded-chance.ts';
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

test('a node that is moved pays where it is now, and hears of the rates there', () => {
  const root = new Bandwidth(0, 0);
  const [slow, quick] = [new Bandwidth(100, 0, root), new Bandwidth(10_000, 0, root)];
  const node = new Bandwidth(0, 0, slow);
  let heard = 0;
  const end = node.onRate(() => (heard += 1));
  expect(node.take(100, 0)).toBe(1_000);
  node.moveUnder(quick);
  expect([heard, node.take(100, 0), node.limited]).toEqual([1, 10, true]);
  slow.setRate(1, 0);
  expect(heard).toBe(1);
  quick.setRate(5_000, 0);
  root.setRate(7, 0);
  expect(heard).toBe(3);
  end();
  quick.setRate(1, 0);
  expect(heard).toBe(3);
});

test.each([1, 10, 100])(
  '%i MB/s is kept to 3 %% in any 5 s, alone and shared by four in equal parts',
  (mega) => {
    const rate = mega * 1_000_000;
    for (const downloads of [1, 4]) {
      const chance = seededChance(mega + downloads);
      const root = new Bandwidth(rate, 0);
      const queue = new Bandwidth(0, 0, root);
      const nodes = Array.from({ length: downloads }, () => new Bandwidth(0, 0, queue));
      // Six connections each; every read brings as much as it may, and a timer is up to 2 ms late.
      const connections = nodes.flatMap((node) =>
        Array.from({ length: 6 }, () => ({ node, free: 0, taken: 0 })),
      );
      const taken: number[] = [];
      let total = 0;
      for (let now = 0; now < 20_000; now += 1) {
        for (const each of connections) {
          if (each.free > now) continue;
          const chunk = Math.min(each.node.readMost, Math.ceil(chance() * 256 * 1_024));
          each.taken += chunk;
          total += chunk;
          const wait = each.node.take(chunk, now);
          each.free = wait < 1 ? now : now + Math.ceil(wait) + Math.floor(chance() * 3);
        }
        taken.push(total);
      }
      const shares = taken
        .slice(5_000)
        .map((until, from) => (until - (taken[from] ?? 0)) / (5 * rate))
        .slice(1_000);
      expect(Math.min(...shares)).toBeGreaterThan(0.97);
      expect(Math.max(...shares)).toBeLessThan(1.03);
      const sums = nodes.map((node) =>
        connections.filter((each) => each.node === node).reduce((sum, each) => sum + each.taken, 0),
      );
      expect(Math.max(...sums) / Math.min(...sums)).toBeLessThan(1.1);
    }
  },
);

test('one read brings four thousandths of a second of the lowest limit, and never less than 4 KiB', () => {
  const root = new Bandwidth(0, 0);
  const node = new Bandwidth(0, 0, root);
  expect(node.readMost).toBe(Infinity);
  root.setRate(10_000_000, 0);
  expect(node.readMost).toBe(40_000);
  node.setRate(1_000, 0);
  expect([node.readMost, root.readMost]).toEqual([4_096, 40_000]);
});
