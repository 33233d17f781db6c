import { TokenBucket } from './token-bucket.ts';

/** Less would cost more in reads than it evens out. */
const readLeast = 4_096;

/**
 * HIERARCHY   A tree of limits: the program, below it each queue, below that each download. A byte is
 *             paid for at its own node and at every node above.
 * MEASURING   Bytes are paid for when they are read from the socket.
 * CONSTRAINING A node that is overdrawn makes its payer wait; who waits does not read, so the
 *             server is slowed down by TCP itself.
 */
export class Bandwidth {
  readonly #bucket: TokenBucket;
  #parent: Bandwidth | null;
  readonly #listeners = new Set<() => void>();
  /** Ends listening to the node above; null while nobody listens here. */
  #unfollow: (() => void) | null = null;

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

  /** Bytes that one read should bring at most: four thousandths of a second of the lowest limit here and above. */
  get readMost(): number {
    const own = this.rate === 0 ? Infinity : Math.max(readLeast, Math.ceil(this.rate / 250));
    return Math.min(own, this.#parent?.readMost ?? Infinity);
  }

  setRate(rate: number, now: number): void {
    this.#bucket.setRate(rate, now);
    this.#tell();
  }

  /** Puts this node, and what pays through it, below another one. */
  moveUnder(parent: Bandwidth): void {
    if (parent === this.#parent) return;
    this.#unfollow?.();
    this.#parent = parent;
    this.#unfollow = this.#listeners.size > 0 ? parent.onRate(this.#tell) : null;
    this.#tell();
  }

  /** Calls back whenever a rate here or above was set; the function returned ends that. */
  onRate(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#unfollow ??= this.#parent?.onRate(this.#tell) ?? null;
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#unfollow?.();
      this.#unfollow = null;
    };
  }

  readonly #tell = (): void => {
    for (const listener of [...this.#listeners]) listener();
  };

  /** Pays for `bytes` up to the root; returns the milliseconds to wait before reading on. */
  take(bytes: number, now: number): number {
    return Math.max(this.#bucket.take(bytes, now), this.#parent?.take(bytes, now) ?? 0);
  }
}
