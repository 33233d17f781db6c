import type { Bandwidth } from '../policy/limits/bandwidth.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * Reasons for which one stream is held back (speed limit, disk). The stream goes on when the last
 * of them has gone.
 */
export class Hold {
  readonly #resume: () => void;
  #reasons = 0;

  constructor(resume: () => void) {
    this.#resume = resume;
  }

  get held(): boolean {
    return this.#reasons > 0;
  }

  /** Adds a reason; the function returned takes it away, once. */
  add(): () => void {
    this.#reasons += 1;
    let there = true;
    return () => {
      if (!there) return;
      there = false;
      this.#reasons -= 1;
      if (this.#reasons === 0) this.#resume();
    };
  }
}

/**
 * Pays for bytes read and holds the stream while its limit is overdrawn. A limit that is changed
 * meanwhile counts from then on: what was to wait a minute goes on at once when the limit goes.
 */
export function payFor(bytes: number, bandwidth: Bandwidth, clock: Clock, hold: Hold): void {
  const wait = bandwidth.take(bytes, clock.now());
  if (wait < 1) return;
  const release = hold.add();
  let takeBack = clock.after(wait, end);
  const forget = bandwidth.onRate(() => {
    takeBack();
    const left = bandwidth.take(0, clock.now());
    if (left < 1) end();
    else takeBack = clock.after(left, end);
  });
  function end(): void {
    forget();
    release();
  }
}
