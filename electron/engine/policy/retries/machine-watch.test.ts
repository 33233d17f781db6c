import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MachineWatch, type MachineLook } from './machine-watch.ts';

const first: MachineLook = { now: 5_000, uptime: 900_000, addresses: ['192.0.2.7'] };
const quiet = { slept: 0, unseen: 0, network: false, lostAddress: false };

function after(counted: number, passed: number, addresses = first.addresses): MachineLook {
  return { now: first.now + counted, uptime: first.uptime + passed, addresses };
}

test('D10: a sleep that the clock did not count is told by the time since the start of the machine', () => {
  const change = new MachineWatch(first).look(after(1_000, 3_601_000));
  expect(change).toEqual({ ...quiet, slept: 3_601_000, unseen: 3_600_000 });
});

test('D10: a sleep that the clock did count is told by the look that came so late', () => {
  const change = new MachineWatch(first).look(after(3_601_000, 3_601_000));
  expect(change).toEqual({ ...quiet, slept: 3_601_000 });
});

test('D10: a clock that runs ahead of the machine is no sleep', () => {
  expect(new MachineWatch(first).look(after(86_400_000, 1_000))).toEqual(quiet);
});

test('D10: an address that came is another network; one that went takes its connections with it', () => {
  const watch = new MachineWatch(first);
  const both = ['192.0.2.7', '198.51.100.9'];
  expect(watch.look(after(1_000, 1_000, both))).toEqual({ ...quiet, network: true });
  expect(watch.look(after(2_000, 2_000, both))).toEqual(quiet);
  const one = after(3_000, 3_000, ['198.51.100.9']);
  expect(watch.look(one)).toEqual({ ...quiet, network: true, lostAddress: true });
});

test('what went by while nobody looked is not told', () => {
  const watch = new MachineWatch(first);
  watch.restart(after(3_600_000, 7_200_000));
  expect(watch.look(after(3_601_000, 7_201_000))).toEqual(quiet);
});

test('D10: a machine that is awake and looked at each second never seems to have slept', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: -20, max: 20 })));
  fc.assert(
    fc.property(steps, (looks) => {
      const watch = new MachineWatch(first);
      let [now, uptime] = [first.now, first.uptime];
      for (const [step, jitter] of looks) {
        now += step;
        uptime += step;
        expect(watch.look({ ...first, now, uptime: uptime + jitter })).toEqual(quiet);
      }
    }),
  );
});

test('D10: no sleep of two seconds or more is missed, whichever clock counts it', () => {
  const sleep = fc.integer({ min: 2_000, max: 1e9 });
  fc.assert(
    fc.property(sleep, fc.integer({ min: 0, max: 1_500 }), fc.boolean(), (slept, step, counts) => {
      fc.pre(!counts || slept >= 10_000);
      const look = after(counts ? slept + step : step, slept + step);
      expect(new MachineWatch(first).look(look).slept).toBeGreaterThanOrEqual(slept);
    }),
  );
});
