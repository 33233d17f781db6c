import type { Clock } from '../ports/clock.ts';

/** The longest delay that a timer takes; a longer one would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** The machine's time and chance. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(delay, action) {
    let timer: NodeJS.Timeout;
    const arm = (left: number) => {
      const step = Math.min(Math.max(0, left), longestTimer);
      timer = setTimeout(() => (left > step ? arm(left - step) : action()), step);
    };
    arm(delay);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
