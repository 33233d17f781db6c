import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { PatchSet, Strip } from '../policy/repair/patch-set.ts';
import type { HasherFactory } from '../ports/hasher.ts';
import type { PartFile } from '../ports/files.ts';
import type { Journal } from './journal.ts';

/** Bytes of one read. */
const readLength = 1_024 * 1_024;

/** A file as it is, and as it would be with bytes of the journal in their places. */
export class PatchedFile {
  readonly file: PartFile;
  readonly journal: Journal;
  readonly #hashers: HasherFactory;

  constructor(file: PartFile, journal: Journal, hashers: HasherFactory) {
    this.file = file;
    this.journal = journal;
    this.#hashers = hashers;
  }

  /** Bytes that the file has now; 0 where that cannot be told. */
  async length(): Promise<number> {
    const identity = await this.file.identity();
    return identity.ok ? identity.value.size : 0;
  }

  /** The file's own bytes of a range, as far as it has any. */
  async own({ start, end }: ByteRange): Promise<Result<Uint8Array, Failure>> {
    const into = new Uint8Array(end - start);
    const read = await this.file.read(into, start);
    return read.ok ? ok(into.subarray(0, read.value)) : read;
  }

  /** The bytes of a strip, as far as there are any. */
  async strip(strip: Strip): Promise<Result<Uint8Array, Failure>> {
    if (strip.at === null) return this.own(strip);
    const into = new Uint8Array(strip.end - strip.start);
    const read = await this.journal.read(into, strip.at);
    return read.ok ? ok(into) : read;
  }

  /**
   * Whether the file would have this sum with the patches in their places and `size` bytes. `onRead` is
   * told of bytes as they are hashed; null where the signal ended it.
   */
  async matches(
    sum: Checksum,
    patches: PatchSet,
    size: number,
    signal: AbortSignal,
    onRead: (bytes: number) => void = () => undefined,
  ): Promise<Result<boolean | null, Failure>> {
    const digest = this.#hashers.startDigest(sum.algorithm);
    for (const strip of patches.strips(size, readLength)) {
      if (signal.aborted) return ok(null);
      const read = await this.strip(strip);
      if (!read.ok) return read;
      if (read.value.length < strip.end - strip.start) return ok(false);
      digest.update(read.value);
      onRead(read.value.length);
    }
    return ok(digest.hex() === sum.hex);
  }

  /** The sum of one range of the file as it is; null where bytes are missing. */
  async digestOf(
    range: ByteRange,
    algorithm: Checksum['algorithm'],
  ): Promise<Result<string | null, Failure>> {
    const digest = this.#hashers.startDigest(algorithm);
    for (let start = range.start; start < range.end; start += readLength) {
      const end = Math.min(range.end, start + readLength);
      const read = await this.own({ start, end });
      if (!read.ok) return read;
      if (read.value.length < end - start) return ok(null);
      digest.update(read.value);
    }
    return ok(digest.hex());
  }
}
