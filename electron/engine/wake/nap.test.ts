import { expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { Nap } from './nap.ts';

function napping(
  milliseconds: number,
  firm: boolean,
): { clock: FakeClock; nap: Nap; stop: AbortController; over: () => boolean } {
  const clock = new FakeClock();
  const nap = new Nap(clock);
  const stop = new AbortController();
  let over = false;
  void nap.wait(milliseconds, firm, stop.signal).then(() => {
    over = true;
  });
  return { clock, nap, stop, over: () => over };
}

test('a wait ends when its time is over, and no timer is left', async () => {
  const { clock, over } = napping(30_000, false);
  await clock.advanceAsync(29_999);
  expect(over()).toBe(false);
  await clock.advanceAsync(1);
  expect([over(), clock.waiting]).toEqual([true, 0]);
});

test('D10: a wake ends it at once', async () => {
  const { clock, nap, over } = napping(30_000, false);
  await clock.advanceAsync(1_000);
  nap.wake(0);
  await clock.advanceAsync(0);
  expect([over(), clock.waiting, nap.wakes, nap.wokenAt]).toEqual([true, 0, 1, 1_000]);
});

test('D10: a wait that a server asked for is kept, less what was slept', async () => {
  const { clock, nap, over } = napping(600_000, true);
  await clock.advanceAsync(60_000);
  nap.wake(240_000);
  await clock.advanceAsync(299_999);
  expect(over()).toBe(false);
  await clock.advanceAsync(1);
  expect([over(), clock.waiting]).toEqual([true, 0]);
});

test('an aborted signal ends it, before and during', async () => {
  const { clock, stop, over } = napping(600_000, true);
  stop.abort();
  await clock.advanceAsync(0);
  expect([over(), clock.waiting]).toEqual([true, 0]);
  await new Nap(clock).wait(1_000, true, stop.signal);
  expect(clock.waiting).toBe(0);
});
