import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulatePlanner } from '../../testing/planner-simulation.ts';
import type { SimulatedConnection } from '../../testing/simulated-line.ts';

const mib = 1_048_576;
const megabyte = 1e6;
const stretchOfDesign = 64 * mib;

function alike(count: number, rate: number, delay = 0.05): SimulatedConnection[] {
  return Array.from({ length: count }, () => ({ rate, delay }));
}

describe('the cases of the design, walked through', () => {
  const file = 551 * megabyte;
  const crew = alike(6, 2 * megabyte);

  test.each([0.01, 0.05, 0.2])('551 MB on 6 × 2 MB/s at %d s of delay: few requests, no tail', (delay) => {
    const outcome = simulatePlanner({ size: file, connections: alike(6, 2 * megabyte, delay) });
    expect(outcome.seconds).toBeLessThanOrEqual(1.03 * (551 / 12));
    expect(outcome.requests).toBeLessThanOrEqual(6 * (2 + Math.log2(file / stretchOfDesign)));
    expect(outcome.hedges).toBe(0);
    expect(outcome.leftToHash).toBeLessThanOrEqual(stretchOfDesign);
  });

  test.each([0, 2, 5])('24 MB on 5 × 1 + 0.1 MB/s, the slow one in slot %d: no slow tail', (slot) => {
    const connections = alike(6, megabyte).map((one, at) => (at === slot ? { ...one, rate: 1e5 } : one));
    const outcome = simulatePlanner({ size: 24 * mib, connections });
    expect(outcome.seconds).toBeLessThanOrEqual(5.4);
    expect(outcome.requests).toBeLessThanOrEqual(14);
  });

  test.each([6, 16])('10 GB at 200 MB/s over %d connections: the hash keeps up', (count) => {
    const outcome = simulatePlanner({
      size: 1e10,
      connections: alike(count, 50 * megabyte),
      total: 200 * megabyte,
    });
    expect(outcome.seconds).toBeLessThanOrEqual(1.02 * 50);
    // From 2 GiB left downwards stretches are halves; above they are of 1 GiB.
    expect(outcome.requests).toBeLessThanOrEqual(
      count * (8 + 2 + Math.log2((2_048 * mib) / stretchOfDesign)),
    );
    expect(outcome.leftToHash).toBeLessThanOrEqual(stretchOfDesign);
  });

  test.each([
    ['first', 0],
    ['last', 5],
  ])('one mirror at 100 MB/s with five at 5, the fast one %s: the fast one does the work', (_, fast) => {
    const connections = alike(6, 5 * megabyte).map((one, at) =>
      at === fast ? { ...one, rate: 100 * megabyte, source: at } : { ...one, source: at },
    );
    expect(simulatePlanner({ size: file, connections }).seconds).toBeLessThanOrEqual(1.15 * (551 / 125));
    expect(simulatePlanner({ size: 1e10, connections }).seconds).toBeLessThanOrEqual(1.02 * 80);
  });

  test.each([6, 12])(
    'three mirrors at 100, 100 and 1 MB/s over %d connections: their sum, nearly',
    (count) => {
      const rates = [100, 100, 1];
      const connections = Array.from({ length: count }, (_, slot) => {
        const source = slot % 3;
        return { rate: (rates[source] ?? 0) * megabyte * (3 / count), delay: 0.02, source };
      });
      for (const size of [2e9, 1e10]) {
        expect(simulatePlanner({ size, connections }).seconds).toBeLessThanOrEqual(
          1.1 * (size / (201 * megabyte)),
        );
      }
    },
  );

  test.each([0, 2, 5])('one of six stalls dead halfway (slot %d): five share what it leaves', (slot) => {
    const changes = [{ at: 551 / 24, rate: 0 }];
    const connections = crew.map((one, at) => (at === slot ? { ...one, changes } : one));
    expect(simulatePlanner({ size: file, connections }).seconds).toBeLessThanOrEqual(1.1 * (551 / 24) * 2.2);
  });

  test('whenever one of six stalls dead, the end is within 1.10 of the ideal', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 45.5, noNaN: true }),
        fc.nat(5),
        fc.constantFrom(0.01, 0.05, 0.2),
        (at, slot, delay) => {
          const connections = alike(6, 2 * megabyte, delay).map((one, index) =>
            index === slot ? { ...one, changes: [{ at, rate: 0 }] } : one,
          );
          const ideal = at + (file - at * 12 * megabyte) / (10 * megabyte);
          expect(simulatePlanner({ size: file, connections }).seconds).toBeLessThanOrEqual(1.1 * ideal);
        },
      ),
    );
  });

  test('a connection that never answers holds nothing back', () => {
    const connections = crew.map((one, at) => (at === 3 ? { ...one, rate: 0 } : one));
    expect(simulatePlanner({ size: file, connections }).seconds).toBeLessThanOrEqual(1.05 * (551 / 10));
    expect(simulatePlanner({ size: 24 * mib, connections }).seconds).toBeLessThanOrEqual(2.5 + 25.2 / 10);
  });

  test('one connection asks once for the whole', () => {
    const outcome = simulatePlanner({ size: file, connections: alike(1, 2 * megabyte) });
    expect(outcome).toMatchObject({ requests: 1, hedges: 0 });
    expect(outcome.seconds).toBeCloseTo(551 / 2, 3);
  });

  test('64 connections end together, with no piece under a MiB but at the tail', () => {
    const small = simulatePlanner({ size: file, connections: alike(64, 2 * megabyte) });
    expect(small.seconds).toBeLessThanOrEqual(1.1 * (551 / 128));
    expect(small.requests).toBeLessThanOrEqual(64 * (2 + Math.log2(file / stretchOfDesign)));
    const large = simulatePlanner({ size: 1e10, connections: alike(64, 2 * megabyte) });
    expect(large.seconds).toBeLessThanOrEqual(1.02 * (10_000 / 128));
  });

  test.each([0, 1, mib - 1, mib + 1])('a tiny file of %d bytes comes in a moment', (size) => {
    const outcome = simulatePlanner({ size, connections: crew });
    expect(outcome.seconds).toBeLessThanOrEqual(0.6);
    expect(outcome.requests).toBeLessThanOrEqual(4);
  });

  test('a resumed file with many holes costs one request for each, and the delay of it', () => {
    const missing = Array.from({ length: 200 }, (_, at) => ({
      start: 2 * at * mib,
      end: (2 * at + 1) * mib,
    }));
    const outcome = simulatePlanner({ size: file, missing, connections: crew });
    expect(outcome.seconds).toBeLessThanOrEqual((200 * mib) / (12 * megabyte) + (200 / 6) * 0.05 + 1);
    expect(outcome.requests).toBeLessThanOrEqual(210);
  });

  test('a connection that is reset again and again loses nothing', () => {
    const breaks = Array.from({ length: 40 }, (_, at) => at + 0.5);
    const connections = crew.map((one, at) => (at === 1 ? { ...one, breaks } : one));
    expect(simulatePlanner({ size: file, connections }).seconds).toBeLessThanOrEqual(1.1 * (551 / 12));
  });
});

const rate = fc.integer({ min: megabyte / 2, max: 50 * megabyte });
const connection: fc.Arbitrary<SimulatedConnection> = fc.record({
  rate,
  delay: fc.constantFrom(0, 0.001, 0.05, 0.4),
  source: fc.nat(2),
  changes: fc
    .array(
      fc.record({ at: fc.double({ min: 0, max: 30, noNaN: true }), rate: fc.oneof(rate, fc.constant(0)) }),
    )
    .map((changes) => changes.sort((a, b) => a.at - b.at)),
  breaks: fc
    .array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 8 })
    .map((moments) => moments.sort((a, b) => a - b)),
});

test('whatever the connections do, every byte is claimed once and the download ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 * mib }),
      fc.array(connection, { maxLength: 11 }),
      rate,
      fc.array(fc.tuple(fc.nat(300 * mib), fc.nat(8 * mib)), { maxLength: 20 }),
      (size, others, steady, present) => {
        const missing = holesOf(size, present);
        const bytes = missing.reduce((sum, range) => sum + range.end - range.start, 0);
        const outcome = simulatePlanner({ size, missing, connections: [{ rate: steady }, ...others] });
        // One connection alone would need so long; the others may only cost it their failures: one that falls
        // silent holds a piece for 15 s.
        const silent = others.filter(({ changes = [] }) =>
          changes.some((change) => change.rate === 0),
        ).length;
        expect(outcome.seconds).toBeLessThanOrEqual(bytes / steady + missing.length + 60 + 15 * silent);
      },
    ),
    { numRuns: 200 },
  );
});

/**
 * Where a stretch is over before its speeds are known, the rest of one lies beside the last: a few MiB, or what
 * all bring in a tenth of a second, which is how long a hash may take after the last byte.
 */
function leftToHashMost(rateOfAll: number): number {
  return Math.max(1.2 * stretchOfDesign, 0.1 * rateOfAll);
}

test('up to 32 even connections leave about 64 MiB to hash at most when the last byte comes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3_000 * mib }),
      fc.integer({ min: 1, max: 32 }),
      rate,
      fc.constantFrom(0.001, 0.05, 0.2),
      (size, count, each, delay) => {
        const outcome = simulatePlanner({ size, connections: alike(count, each, delay) });
        expect(outcome.leftToHash).toBeLessThanOrEqual(leftToHashMost(count * each));
      },
    ),
  );
});

test.each([0, 2, 5])('one of six ten times slower (slot %d) does not hold the hash back', (slow) => {
  for (const size of [768 * mib, 2_048 * mib, 10_000 * mib]) {
    const connections = alike(6, 40 * megabyte, 0.01).map((one, at) =>
      at === slow ? { ...one, rate: 4 * megabyte } : one,
    );
    const outcome = simulatePlanner({ size, connections, hashRate: 900 * megabyte });
    expect(outcome.leftToHash).toBeLessThanOrEqual(1.25 * stretchOfDesign);
    expect(outcome.seconds).toBeLessThanOrEqual(1.03 * (size / (204 * megabyte)));
  }
});

/** What is missing of `[0, size)` beside pieces `[start, start + length)`. */
function holesOf(
  size: number,
  present: readonly (readonly [number, number])[],
): { start: number; end: number }[] {
  const holes: { start: number; end: number }[] = [];
  let at = 0;
  for (const [start, length] of [...present].sort((a, b) => a[0] - b[0])) {
    if (start >= size) break;
    if (start > at) holes.push({ start: at, end: start });
    at = Math.max(at, Math.min(size, start + length));
  }
  if (at < size) holes.push({ start: at, end: size });
  return holes;
}

test('where nothing is hashed, a slow connection is not asked to share before the end', () => {
  const size = 2_000 * megabyte;
  const connections = Array.from({ length: 6 }, (_, index) => ({ rate: (index === 2 ? 3 : 30) * megabyte }));
  const hashed = simulatePlanner({ size, connections });
  const plain = simulatePlanner({ size, connections, hashing: false });
  expect(plain.requests).toBeLessThan(hashed.requests);
  expect(plain.seconds).toBeLessThan(1.1 * (size / (153 * megabyte)));
});
