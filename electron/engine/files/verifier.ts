import type { Checksum } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { FileHasher, HasherFactory } from '../ports/hasher.ts';

/**
 * Hashes a part file up to its frontier while the download runs, so that little is left to hash
 * after the last byte. A new expected algorithm, or dropped bytes, begin anew.
 */
export class Verifier {
  readonly #hashers: HasherFactory;
  readonly #path: string;
  #hasher: FileHasher | null = null;
  #expected: Checksum | null = null;
  #closed = false;

  constructor(hashers: HasherFactory, path: string) {
    this.#hashers = hashers;
    this.#path = path;
  }

  /** What the file should have; null where no sum is known. */
  expect(expected: Checksum | null): void {
    if (expected?.algorithm !== this.#expected?.algorithm) this.restart();
    this.#expected = expected;
  }

  /** The bytes hashed so far may have changed. */
  restart(): void {
    this.#hasher?.cancel();
    this.#hasher = null;
  }

  /** Everything before `frontier` is in the file for good. */
  advance(frontier: number): void {
    if (this.#expected === null || frontier === 0) return;
    this.#hasher ??= this.#hashers.start(this.#path, this.#expected.algorithm);
    this.#hasher.advance(frontier);
  }

  /**
   * The sum of the whole file of `size` bytes, or null where none is expected. An algorithm that is
   * expected from now on counts also while the file is hashed for another one.
   */
  async finish(size: number): Promise<Result<Checksum, Failure> | null> {
    for (;;) {
      const expected = this.#expected;
      if (expected === null) return null;
      this.#hasher ??= this.#hashers.start(this.#path, expected.algorithm);
      const result = await this.#hasher.finish(size);
      if (!this.#closed && this.#expected?.algorithm !== expected.algorithm) continue;
      this.#hasher = null;
      return result;
    }
  }

  /** Bytes hashed so far. */
  get hashed(): number {
    return this.#hasher?.hashed ?? 0;
  }

  close(): void {
    this.#closed = true;
    this.restart();
  }
}
