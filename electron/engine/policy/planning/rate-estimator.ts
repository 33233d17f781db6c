/**
 * Speed of a stream as an exponentially weighted mean over about `timeConstant` milliseconds.
 * Bytes are added as they come; the figure is folded in when it is asked for, so that adding costs
 * nothing. Before half a time constant has passed the plain mean since the start is given.
 */
export class RateEstimator {
  readonly #timeConstant: number;
  #rate = 0;
  #bytes = 0;
  #since: number;
  /** When bytes were folded in last. */
  #heard: number;
  readonly #started: number;
  #total = 0;

  constructor(now: number, timeConstant = 2_000) {
    this.#timeConstant = timeConstant;
    this.#since = now;
    this.#heard = now;
    this.#started = now;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    this.#total += bytes;
  }

  /** Bytes per second at `now` (milliseconds). */
  rate(now: number): number {
    const elapsed = now - this.#since;
    const age = now - this.#started;
    if (age < this.#timeConstant / 2) return age <= 0 ? 0 : (this.#total * 1_000) / age;
    if (elapsed >= 100) {
      const weight = this.#rate === 0 ? 1 : 1 - Math.exp(-elapsed / this.#timeConstant);
      const latest = this.#rate === 0 ? (this.#total * 1_000) / age : (this.#bytes * 1_000) / elapsed;
      this.#rate += (latest - this.#rate) * weight;
      if (this.#bytes > 0) this.#heard = now;
      this.#bytes = 0;
      this.#since = now;
    }
    return this.#rate;
  }

  /** The rate as it is shown: 0 once nothing has come for a time constant, instead of ever smaller figures. */
  shownRate(now: number): number {
    const rate = this.rate(now);
    return now - this.#heard < this.#timeConstant ? rate : 0;
  }

  get total(): number {
    return this.#total;
  }
}
