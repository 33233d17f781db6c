import { expect, test } from 'vitest';
import { FakeClock } from './fake-clock.ts';

test('timers run in order of time, then of setting, each at its own time', () => {
  const clock = new FakeClock(1_000);
  const seen: string[] = [];
  const note = (name: string) => () =>
    seen.push(`${name} at ${String(clock.now())}, ${String(clock.wall())}`);
  clock.after(20, note('second'));
  clock.after(10, note('first'));
  clock.after(20, note('third'));
  clock.after(31, note('too late'));
  clock.advance(30);
  expect(seen).toEqual(['first at 10, 1010', 'second at 20, 1020', 'third at 20, 1020']);
  expect(clock.now()).toBe(30);
  expect(clock.waiting).toBe(1);
});

test('a timer set by a timer runs in the same advance when it falls due in it', () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const again = (): void => {
    times.push(clock.now());
    clock.after(10, again);
  };
  clock.after(10, again);
  clock.advance(35);
  expect(times).toEqual([10, 20, 30]);
});

test('a timer that was taken back does not run, not even by one due at the same time', () => {
  const clock = new FakeClock();
  let ran = false;
  const held: { cancel?: () => void } = {};
  clock.after(5, () => held.cancel?.());
  held.cancel = clock.after(5, () => {
    ran = true;
  });
  clock.advance(100);
  expect(ran).toBe(false);
});

test('advanceAsync lets promises that a timer settled set the next timer', async () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const sleep = (delay: number) => new Promise<void>((resolve) => clock.after(delay, resolve));
  const loop = (async () => {
    for (let round = 0; round < 3; round += 1) {
      await sleep(10);
      times.push(clock.now());
    }
  })();
  await clock.advanceAsync(30);
  await loop;
  expect(times).toEqual([10, 20, 30]);
});

test('chance is what the test says, and the wall clock can be set alone', () => {
  const clock = new FakeClock();
  clock.setChances(0.1, 0.9);
  expect([clock.random(), clock.random(), clock.random()]).toEqual([0.1, 0.9, 0.1]);
  clock.advance(7);
  clock.setWall(5);
  expect([clock.now(), clock.wall()]).toEqual([7, 5]);
});
