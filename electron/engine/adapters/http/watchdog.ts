import type { Clock } from '../../ports/clock.ts';

/** The part of the clock that timeouts need. */
export type Timer = Pick<Clock, 'now' | 'after'>;

/** Longest delay that setTimeout can do; anything above would fire at once. */
const longestDelay = 2 ** 31 - 1;

export const systemTimer: Timer = {
  now: () => performance.now(),
  after(delay, action) {
    const timer = setTimeout(action, Math.min(delay, longestDelay));
    return () => clearTimeout(timer);
  },
};

/**
 * Expires when it was not touched for `limit` milliseconds. A touch only notes the time; the one timer
 * looks at that note when it fires and goes on for what is left. A last look one millisecond later
 * gives a loop that was blocked the chance to read what has long arrived.
 */
export class Watchdog {
  readonly #timer: Timer;
  readonly #expired: () => void;
  #limit = 0;
  #touched = 0;
  #lastLook = false;
  #cancel: (() => void) | null = null;

  constructor(timer: Timer, expired: () => void) {
    this.#timer = timer;
    this.#expired = expired;
  }

  /** Starts, or starts over with another limit. */
  start(limit: number): void {
    this.stop();
    this.#limit = limit;
    this.touch();
    this.#cancel = this.#timer.after(limit, () => this.#look());
  }

  touch(): void {
    this.#touched = this.#timer.now();
    this.#lastLook = false;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #look(): void {
    const left = this.#touched + this.#limit - this.#timer.now();
    if (left <= 0 && this.#lastLook) {
      this.#cancel = null;
      this.#expired();
      return;
    }
    this.#lastLook = left <= 0;
    this.#cancel = this.#timer.after(Math.max(1, left), () => this.#look());
  }
}
