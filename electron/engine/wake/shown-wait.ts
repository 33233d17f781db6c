import type { Failure } from '../../../shared/model/reasons.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import type { Clock } from '../ports/clock.ts';

/** Milliseconds by which the clock on the wall may be off before a wait is shown anew. */
const driftMost = 1_000;

/** A wait before the next try, as it is shown: its end on the wall is kept up with a clock that may be set. */
export class ShownWait {
  readonly #clock: Clock;
  #wait: { readonly failure: Failure; readonly due: number; readonly until: number } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get view(): DownloadView['wait'] {
    return this.#wait === null ? null : { failure: this.#wait.failure, until: this.#wait.until };
  }

  /** `due` is milliseconds of the clock that never jumps. */
  set(wait: { readonly failure: Failure; readonly due: number } | null): void {
    this.#wait = wait === null ? null : { ...wait, until: this.#untilOf(wait.due) };
  }

  /** True where the wait is shown anew. */
  keepTime(): boolean {
    if (this.#wait === null) return false;
    const until = this.#untilOf(this.#wait.due);
    if (Math.abs(until - this.#wait.until) < driftMost) return false;
    this.#wait = { ...this.#wait, until };
    return true;
  }

  #untilOf(due: number): number {
    return this.#clock.wall() + due - this.#clock.now();
  }
}
