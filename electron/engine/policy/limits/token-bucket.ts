/**
 * A rate limit: `rate` bytes a second flow in, at most `burst` seconds of them are kept. It may be
 * overdrawn by the chunk that was already read; the debt is waited for before the next one.
 */
export class TokenBucket {
  #rate: number;
  #tokens = 0;
  #at: number;
  readonly #burst: number;

  /** `rate` in bytes per second, 0 for no limit; `now` in milliseconds; `burst` in seconds. */
  constructor(rate: number, now: number, burst = 0.1) {
    this.#rate = rate;
    this.#at = now;
    this.#burst = burst;
  }

  get rate(): number {
    return this.#rate;
  }

  setRate(rate: number, now: number): void {
    this.#fill(now);
    this.#rate = rate;
    this.#tokens = rate === 0 ? 0 : Math.min(this.#tokens, rate * this.#burst);
  }

  /** Takes `bytes`; returns the milliseconds to wait before anything more may be taken. */
  take(bytes: number, now: number): number {
    if (this.#rate === 0) return 0;
    this.#fill(now);
    this.#tokens -= bytes;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#rate) * 1_000;
  }

  #fill(now: number): void {
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    if (this.#rate === 0) return;
    this.#tokens = Math.min(this.#rate * this.#burst, this.#tokens + (this.#rate * elapsed) / 1_000);
  }
}
