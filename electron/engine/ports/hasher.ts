import type { Checksum, ChecksumAlgorithm } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { Sum, SumAlgorithm } from '../../../shared/model/sums.ts';

/** Hashes a file in order, off the main thread, as far as it has been told to. */
export interface FileHasher<Outcome = Checksum> {
  /** The bytes up to the offset `end` are in the file: hash up to there. `end` only grows. */
  advance(end: number): void;
  /** Hashes what is left up to the offset `size` and closes. Rejects never; a read error is a failure. */
  finish(size: number): Promise<Result<Outcome, Failure>>;
  /** Offset up to which it has hashed. */
  readonly hashed: number;
  /** Bytes read from the file so far. */
  readonly read: number;
  /** Gives up and closes. */
  cancel(): void;
}

/** A sum of bytes that pass by, on the thread that they pass on. */
export interface RunningDigest {
  update(bytes: Uint8Array): void;
  /** Lower-case hexadecimal. Call once, last. */
  hex(): string;
}

export interface HasherFactory {
  start(path: string, algorithm: ChecksumAlgorithm): FileHasher;
  /** Several sums in one pass over the file, from the offset `from` on; they come in this order. */
  startAll(path: string, algorithms: readonly SumAlgorithm[], from?: number): FileHasher<readonly Sum[]>;
  startDigest(algorithm: SumAlgorithm): RunningDigest;
}
