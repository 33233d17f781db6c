import { TokenBucket } from './token-bucket.ts';

/**
 * HIERARCHY   A tree of limits: the program, below it each download. A byte is paid for at its own
 *             node and at every node above.
 * MEASURING   Bytes are paid for when they are read from the socket.
 * CONSTRAINING A node that is overdrawn makes its payer wait; who waits does not read, so the
 *             server is slowed down by TCP itself.
 */
export class Bandwidth {
  readonly #bucket: TokenBucket;
  readonly #parent: Bandwidth | null;
  readonly #listeners = new Set<() => void>();

  constructor(rate: number, now: number, parent: Bandwidth | null = null) {
    this.#bucket = new TokenBucket(rate, now);
    this.#parent = parent;
  }

  /** Bytes per second; 0 is no limit. */
  get rate(): number {
    return this.#bucket.rate;
  }

  /** Whether any limit applies here or above. */
  get limited(): boolean {
    return this.rate > 0 || (this.#parent?.limited ?? false);
  }

  setRate(rate: number, now: number): void {
    this.#bucket.setRate(rate, now);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls back whenever a rate here or above was set; the function returned ends that. */
  onRate(listener: () => void): () => void {
    this.#listeners.add(listener);
    const forget = this.#parent?.onRate(listener);
    return () => {
      this.#listeners.delete(listener);
      forget?.();
    };
  }

  /** Pays for `bytes` up to the root; returns the milliseconds to wait before reading on. */
  take(bytes: number, now: number): number {
    return Math.max(this.#bucket.take(bytes, now), this.#parent?.take(bytes, now) ?? 0);
  }
}
