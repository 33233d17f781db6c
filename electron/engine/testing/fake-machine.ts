import type { Clock } from '../ports/clock.ts';
import type { Machine } from '../ports/machine.ts';

/** A machine that is awake as long as its clock runs; what it slept besides, a test says. */
export class FakeMachine implements Machine {
  readonly #clock: Pick<Clock, 'now'>;
  #slept = 0;
  #addresses: readonly string[] = ['192.0.2.7'];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  uptime(): number {
    return this.#clock.now() + this.#slept;
  }

  addresses(): readonly string[] {
    return this.#addresses;
  }

  /** Sleeps for so many milliseconds, which the clock does not count. */
  sleep(milliseconds: number): void {
    this.#slept += milliseconds;
  }

  setAddresses(...addresses: readonly string[]): void {
    this.#addresses = addresses;
  }
}
