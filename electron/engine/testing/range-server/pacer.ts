import { setTimeout as delay } from 'node:timers/promises';

/** Waits; false when `signal` aborted first. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** What says how many bytes may be sent by now. Times are milliseconds. */
export interface Budget {
  available(now: number): number;
  spend(bytes: number): void;
  /** Bytes that are sent at once, where so many are left to send. */
  readonly step: number;
  /** How long until `bytes` are there. */
  waitFor(bytes: number): number;
}

/** A number of bytes after which there are none, ever. */
export class FiniteBudget implements Budget {
  #bytes: number;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  available(): number {
    return this.#bytes;
  }

  spend(bytes: number): void {
    this.#bytes -= bytes;
  }

  get step(): number {
    return Math.max(1, this.#bytes);
  }

  waitFor(bytes: number): number {
    return bytes <= this.#bytes ? 0 : 1_000;
  }
}

/** Bytes that may be sent by now at a fixed rate. It starts empty, and late timers are made up for. */
export class ByteBudget implements Budget {
  #rate: number;
  #most: number;
  #bytes = 0;
  #counted: number;

  /** `rate` in bytes per second; `now` in milliseconds. At most a quarter of a second is saved up. */
  constructor(rate: number, now: number) {
    this.#rate = rate;
    this.#most = Math.max(1, rate / 4);
    this.#counted = now;
  }

  /** What is sent from now on comes at another rate; what waits, waits out the old one first. */
  setRate(rate: number): void {
    this.#rate = rate;
    this.#most = Math.max(1, rate / 4);
  }

  available(now: number): number {
    this.#bytes = Math.min(this.#most, this.#bytes + ((now - this.#counted) * this.#rate) / 1000);
    this.#counted = now;
    return Math.floor(this.#bytes);
  }

  spend(bytes: number): void {
    this.#bytes -= bytes;
  }

  /** Bytes that are sent at once: what 20 ms bring. */
  get step(): number {
    return Math.max(1, Math.min(262_144, Math.floor(this.#rate / 50)));
  }

  /** Milliseconds until `bytes` are there. */
  waitFor(bytes: number): number {
    return Math.max(1, ((bytes - this.#bytes) * 1000) / this.#rate);
  }
}

/** Waits until all budgets have something for a piece of at most `wanted` bytes; 0 when aborted. */
export async function takeBytes(
  budgets: readonly Budget[],
  wanted: number,
  signal: AbortSignal,
): Promise<number> {
  while (!signal.aborted) {
    const now = performance.now();
    const granted = Math.min(wanted, ...budgets.map((budget) => budget.available(now)));
    const least = Math.min(wanted, ...budgets.map((budget) => budget.step));
    if (granted >= least) {
      for (const budget of budgets) budget.spend(granted);
      return granted;
    }
    await pause(Math.max(...budgets.map((budget) => budget.waitFor(least))), signal);
  }
  return 0;
}
