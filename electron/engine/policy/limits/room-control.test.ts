import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RoomControl } from './room-control.ts';

const floor = 128 * 1_024;
/** Seconds between samples. */
const interval = 1;

interface Line {
  /** Bytes per second, and bytes that wait in line before some are lost. */
  readonly capacity: number;
  readonly buffer: number;
  /** Milliseconds at rest. */
  readonly delay: number;
  /** What others ask of the line, bytes per second at a second. */
  readonly others?: (second: number) => number;
  /** Milliseconds that a probe is held up elsewhere. */
  readonly noise?: (second: number) => number;
  /** What the servers bring at most. */
  readonly servers?: number;
  readonly server?: string;
}

/** A line with one queue, filled by us at the rate allowed and by others as they please. */
function simulate(control: RoomControl, line: Line, seconds: number) {
  const steps: { readonly second: number; readonly rate: number; readonly queue: number }[] = [];
  let queued = 0;
  for (let second = 0; second < seconds; second += interval) {
    const others = line.others?.(second) ?? 0;
    const offered = Math.min(control.limit, line.servers ?? Infinity);
    const before = queued;
    queued = Math.min(line.buffer, Math.max(0, queued + (offered + others - line.capacity) * interval));
    const full = queued > 0 || before > 0;
    const rate = full
      ? Math.min(offered, (line.capacity * offered) / Math.max(1, offered + others))
      : offered;
    const queue = (queued / line.capacity) * 1_000;
    control.note({
      server: line.server ?? 'a',
      roundTrip: line.delay + queue + (line.noise?.(second) ?? 0),
      rate,
    });
    steps.push({ second, rate, queue });
  }
  return steps;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
const capacity = fc.integer({ min: 500_000, max: 50_000_000 });
const delay = fc.integer({ min: 2, max: 200 });

test('a line of its own is used well, and packets seldom wait', () => {
  fc.assert(
    fc.property(capacity, delay, fc.integer({ min: 100, max: 2_000 }), (bytes, rest, bufferMs) => {
      const line = { capacity: bytes, buffer: (bytes * bufferMs) / 1_000, delay: rest };
      const settled = simulate(new RoomControl(floor), line, 600).filter(({ second }) => second > 120);
      expect(mean(settled.map(({ rate }) => rate)) / bytes).toBeGreaterThan(0.7);
      const long = settled.filter(({ queue }) => queue > 100).length / settled.length;
      expect(long).toBeLessThan(0.1);
    }),
  );
});

test('it makes way for others and takes the line back when they have gone', () => {
  const bytes = 5_000_000;
  const others = (second: number): number => (second >= 200 && second < 400 ? 3_000_000 : 0);
  const steps = simulate(
    new RoomControl(floor),
    { capacity: bytes, buffer: 2_500_000, delay: 20, others },
    700,
  );
  const between = (from: number, to: number) => steps.filter(({ second }) => second >= from && second < to);
  expect(mean(between(230, 400).map(({ queue }) => queue))).toBeLessThan(80);
  expect(mean(between(230, 400).map(({ rate }) => rate))).toBeGreaterThan(1_000_000);
  expect(mean(between(550, 700).map(({ rate }) => rate))).toBeGreaterThan(0.7 * bytes);
});

test('a probe that was held up elsewhere now and then costs little', () => {
  const noise = (second: number): number => (second % 7 === 0 ? 300 : 0);
  const steps = simulate(new RoomControl(floor), { capacity: 5e6, buffer: 1e6, delay: 20, noise }, 400);
  expect(mean(steps.slice(120).map(({ rate }) => rate))).toBeGreaterThan(3_000_000);
});

test('servers that bring less than the line takes do not make the limit grow without end', () => {
  const control = new RoomControl(floor);
  simulate(control, { capacity: 50e6, buffer: 5e6, delay: 20, servers: 1e6 }, 600);
  expect(control.limit).toBeLessThan(2e6);
});

test('on a way that became longer for good the line is used again after some minutes', () => {
  const control = new RoomControl(floor);
  simulate(control, { capacity: 5e6, buffer: 1e6, delay: 10 }, 200);
  const later = simulate(control, { capacity: 5e6, buffer: 1e6, delay: 90 }, 900);
  expect(mean(later.slice(-120).map(({ rate }) => rate))).toBeGreaterThan(3_000_000);
});

test('a server farther away is no queue', () => {
  const control = new RoomControl(floor);
  simulate(control, { capacity: 5e6, buffer: 1e6, delay: 10 }, 200);
  const later = simulate(control, { capacity: 5e6, buffer: 1e6, delay: 150, server: 'far' }, 100);
  expect(mean(later.slice(10).map(({ rate }) => rate))).toBeGreaterThan(3_000_000);
});

describe('without a measurement', () => {
  test('the floor holds, and it says so', () => {
    const control = new RoomControl(floor);
    expect([control.limit, control.view]).toEqual([floor, { signal: 'measuring' }]);
    simulate(control, { capacity: 5e6, buffer: 1e6, delay: 20 }, 60);
    expect(control.limit).toBeGreaterThan(floor);
    expect(control.view.signal).toBe('good');
    for (let missed = 0; missed < 3; missed += 1) control.note({ server: 'a', roundTrip: null, rate: 4e6 });
    expect([control.limit, control.view]).toEqual([floor, { signal: 'none' }]);
    control.note({ server: 'a', roundTrip: 20, rate: floor });
    expect(control.view).toEqual({ signal: 'measuring' });
  });

  test('one probe that is lost changes nothing', () => {
    const control = new RoomControl(floor);
    simulate(control, { capacity: 5e6, buffer: 1e6, delay: 20 }, 60);
    const { limit } = control;
    control.note({ server: 'a', roundTrip: null, rate: 4e6 });
    expect(control.limit).toBe(limit);
  });
});

test('whatever it is told, the limit is a number at the floor or above it', () => {
  const sample = fc.record({
    server: fc.constantFrom('a', 'b', 'c'),
    roundTrip: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true })),
    rate: fc.integer({ min: 0, max: 2e9 }),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 300 }), (samples) => {
      const control = new RoomControl(floor);
      for (const each of samples) {
        control.note(each);
        expect(Number.isSafeInteger(control.limit) && control.limit >= floor).toBe(true);
      }
    }),
  );
});
