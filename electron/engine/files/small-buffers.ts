import { lateMost } from './late-files.ts';

/** Buffers that are kept for the next small file: as many as downloads usually run at a time. */
const keptMost = 16;

/**
 * Memory for files that come whole, used again and again: new memory costs the system more than what is
 * copied into it. Threads share it, so that one may write it to a file.
 */
export class SmallBuffers {
  readonly #free: Uint8Array[] = [];

  take(): Uint8Array {
    return this.#free.pop() ?? new Uint8Array(new SharedArrayBuffer(lateMost));
  }

  /** Nobody reads or writes it any more. */
  give(buffer: Uint8Array): void {
    if (this.#free.length < keptMost) this.#free.push(buffer);
  }
}
