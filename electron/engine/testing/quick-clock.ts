import { systemClock } from '../adapters/clock.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * A clock that runs `speed` times as fast as the machine's, so that a back-off of a second passes in
 * a fraction of it and everything measured in its time still agrees.
 */
export function quickClock(speed: number): Clock {
  const began = systemClock.now();
  const wall = systemClock.wall();
  const passed = (): number => (systemClock.now() - began) * speed;
  return {
    now: passed,
    wall: () => wall + passed(),
    after: (delay, action) => systemClock.after(delay / speed, action),
    random: () => systemClock.random(),
  };
}
