import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SoloMeter } from './solo-meter.ts';

/** Lets a connection run alone whose bytes by a time are `bytesAt(milliseconds)`. */
function alone(meter: SoloMeter, bytesAt: (at: number) => number): number {
  for (let at = meter.pause; ; at += meter.pause) {
    if (meter.look(at, Math.floor(bytesAt(at)))) return at;
  }
}

test('551 MB on six times 2 MB/s: one connection is measured for 1 % of the 46 seconds', () => {
  const meter = new SoloMeter(551e6, 6);
  const ended = alone(meter, (at) => at * 2_000);
  expect(ended).toBeGreaterThanOrEqual(460);
  expect(ended).toBeLessThan(490);
  expect(meter.rate).toBeCloseTo(2e6, -4);
});

test('on a fast line nobody waits for longer than ten milliseconds, and nothing is measured', () => {
  const meter = new SoloMeter(64 << 20, 6);
  expect(alone(meter, (at) => at * 1e6)).toBe(10);
  expect(meter.rate).toBeNull();
});

test('a download too short to be measured is not held back for the attempt', () => {
  const meter = new SoloMeter(192e6, 6);
  expect(alone(meter, (at) => at * 4_000)).toBeLessThanOrEqual(30);
  expect(meter.rate).toBeNull();
});

test('a large file is never measured for longer than a second', () => {
  const meter = new SoloMeter(1e12, 2);
  expect(alone(meter, (at) => at * 1_000)).toBe(1_000);
  expect(meter.rate).toBeCloseTo(1e6, -4);
});

test('what lay ready in buffers does not count as speed', () => {
  const meter = new SoloMeter(551e6, 6);
  alone(meter, (at) => 1e6 + at * 2_000);
  expect(meter.rate).toBeCloseTo(2e6, -4);
});

test('a connection that brings nothing is waited for no longer than a tenth of a second', () => {
  const meter = new SoloMeter(551e6, 6);
  expect(alone(meter, () => 0)).toBe(100);
  expect(meter.rate).toBeNull();
});

test('one late look at a program that was busy does not end it', () => {
  const meter = new SoloMeter(551e6, 6);
  expect(meter.look(150, 0)).toBe(false);
  expect(meter.look(170, 340_000)).toBe(false);
});

test('for any line of even speed the others wait for at most 1 % of the download and one look', () => {
  const line = fc.record({
    size: fc.integer({ min: 1, max: 1e12 }),
    rate: fc.integer({ min: 1_000, max: 1e9 }),
    connections: fc.integer({ min: 2, max: 64 }),
  });
  fc.assert(
    fc.property(line, ({ size, rate, connections }) => {
      const meter = new SoloMeter(size, connections);
      const ended = alone(meter, (at) => (at * rate) / 1_000);
      const expected = (size * 1_000) / (connections * rate);
      // Whole bytes only: a slow line looks up to one byte slower than it is.
      expect(ended).toBeLessThanOrEqual(Math.min(1_000, Math.max(10, expected * 0.01 * 1.3) + 20));
      if (meter.rate !== null) expect(Math.abs(meter.rate / rate - 1)).toBeLessThan(0.1);
    }),
  );
});
