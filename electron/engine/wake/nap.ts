import { delay } from '../delay.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * The waits of one run before it tries again. When the machine wakes, or its network is back, a wait
 * ends at once; one that a server asked for is kept, less the sleep that the clock did not count.
 */
export class Nap {
  readonly #clock: Clock;
  readonly #waiting = new Set<(unseen: number) => void>();
  /** When the machine woke last (milliseconds of the clock): silence before it is nobody's fault. */
  wokenAt = -Infinity;
  /** How often it was woken. */
  wakes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves after `milliseconds`, when it is woken and not `firm`, or when the signal is aborted. */
  async wait(milliseconds: number, firm: boolean, signal: AbortSignal): Promise<void> {
    let due = this.#clock.now() + milliseconds;
    for (let left = milliseconds; left > 0 && !signal.aborted; left = due - this.#clock.now()) {
      const woken = new AbortController();
      const stop = (): void => {
        woken.abort();
      };
      signal.addEventListener('abort', stop, { once: true });
      const wake = (unseen: number): void => {
        due = firm ? due - unseen : -Infinity;
        stop();
      };
      this.#waiting.add(wake);
      await delay(this.#clock, left, woken.signal);
      this.#waiting.delete(wake);
      signal.removeEventListener('abort', stop);
    }
  }

  /** The machine woke; its clock did not count `unseen` milliseconds of the sleep. */
  wake(unseen: number): void {
    this.wakes += 1;
    this.wokenAt = this.#clock.now();
    for (const wake of [...this.#waiting]) wake(unseen);
  }
}
