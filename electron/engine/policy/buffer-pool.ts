/**
 * Buffers of one length, for bytes that pass through. They are used again, the last one first, while the
 * processor still has it at hand: a new one costs the system its pages, and soon a collection of garbage.
 * Threads share their memory, so that one may write it to a file.
 */
export class BufferPool {
  readonly #length: number;
  readonly #mostIdle: number;
  readonly #idle: PooledBuffer[] = [];
  #used = 0;

  /** `length` is bytes of each; when none is in use at most `mostIdle` are kept. */
  constructor(length: number, mostIdle: number) {
    this.#length = length;
    this.#mostIdle = mostIdle;
  }

  get length(): number {
    return this.#length;
  }

  /** How many somebody keeps. */
  get used(): number {
    return this.#used;
  }

  /** A buffer that the caller keeps; what is in it may be anything. */
  take(): PooledBuffer {
    const buffer =
      this.#idle.pop() ??
      new PooledBuffer(new Uint8Array(new SharedArrayBuffer(this.#length)), (free) => {
        this.#used -= 1;
        this.#idle.push(free);
        if (this.#used === 0) this.#idle.splice(this.#mostIdle);
      });
    this.#used += 1;
    buffer.keep();
    return buffer;
  }
}

/** A buffer that goes back to its pool when the last of those who keep it has let go. */
export class PooledBuffer {
  readonly bytes: Uint8Array;
  readonly #free: (buffer: PooledBuffer) => void;
  #keepers = 0;

  constructor(bytes: Uint8Array, free: (buffer: PooledBuffer) => void) {
    this.bytes = bytes;
    this.#free = free;
  }

  /** Whether more than one keeps it. */
  get shared(): boolean {
    return this.#keepers > 1;
  }

  keep(): void {
    this.#keepers += 1;
  }

  release(): void {
    this.#keepers -= 1;
    if (this.#keepers === 0) this.#free(this);
  }
}
