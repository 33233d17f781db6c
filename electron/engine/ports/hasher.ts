import type { Checksum, ChecksumAlgorithm } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';

/** Hashes a file from its front, off the main thread, as far as it has been told to. */
export interface FileHasher {
  /** The bytes `[0, end)` are in the file: hash up to there. `end` only grows. */
  advance(end: number): void;
  /** Hashes what is left up to `size` and closes. Rejects never; a read error is a failure. */
  finish(size: number): Promise<Result<Checksum, Failure>>;
  /** Bytes hashed so far. */
  readonly hashed: number;
  /** Bytes read from the file so far. */
  readonly read: number;
  /** Gives up and closes. */
  cancel(): void;
}

export interface HasherFactory {
  start(path: string, algorithm: ChecksumAlgorithm): FileHasher;
}
