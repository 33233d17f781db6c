import { totalLength, type ByteRange } from '../../../shared/model/byte-range.ts';
import type { PieceHashes } from '../../../shared/model/sums.ts';
import { pieceRange, piecesOver } from '../policy/digests/piece-hashes.ts';
import { PieceRecord, type BadPiece } from '../policy/digests/piece-record.ts';
import type { ReceivedRanges } from '../policy/ranges/received-ranges.ts';
import type { FileHasher, HasherFactory } from '../ports/hasher.ts';
import type { Sum } from '../../../shared/model/sums.ts';

export interface PieceCheckOptions {
  readonly pieces: PieceHashes;
  /** Bytes of the file. */
  readonly size: number;
  readonly path: string;
  readonly hashers: HasherFactory;
  readonly received: ReceivedRanges;
  /** Numbers of the sources that brought bytes of a range in this run. */
  readonly broughtBy: (range: ByteRange) => ReadonlySet<number>;
  /** A piece does not match. What is done about it is over when this resolves. */
  readonly onBad: (index: number, range: ByteRange, bad: BadPiece) => Promise<void>;
}

/**
 * Hashes each piece of a part file as soon as all of it is on disk, one at a time, off the main
 * thread. A bad one is told of at once, so that its bytes can come again while the others still do.
 */
export class PieceCheck {
  readonly #options: PieceCheckOptions;
  readonly #record = new PieceRecord();
  readonly #waiting = new Set<number>();
  #working: Promise<void> | null = null;
  /** Bad ones, while nothing shows that the list is of this file. */
  readonly #held = new Set<number>();
  /** Pieces from the front that are settled. */
  #front = 0;
  #hasher: FileHasher<readonly Sum[]> | null = null;
  #closed = false;

  constructor(options: PieceCheckOptions) {
    this.#options = options;
    this.noteWritten({ start: 0, end: options.size });
  }

  get record(): PieceRecord {
    return this.#record;
  }

  /** Bytes of `range` have been written: the pieces that are whole now are looked at. */
  noteWritten(range: ByteRange): void {
    const { pieces, size, received } = this.#options;
    if (this.#closed) return;
    for (const index of piecesOver(pieces, range)) {
      if (this.#record.isSettled(index) || !received.has(pieceRange(pieces, index, size))) continue;
      this.#waiting.add(index);
    }
    if (this.#waiting.size > 0) this.#working ??= this.#work();
  }

  /** Resolves when every piece that is there has been looked at, and what is bad was given back. */
  async settle(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  /** Bytes from the front that no piece can take back any more. */
  goodUpTo(frontier: number): number {
    const { pieces, size } = this.#options;
    while (this.#front < pieces.sums.length && this.#record.isSettled(this.#front)) this.#front += 1;
    return Math.min(frontier, pieceRange(pieces, this.#front, size).start, size);
  }

  /** Everything was dropped: other bytes will come. */
  clear(): void {
    this.#record.clear();
    this.#held.clear();
    this.#waiting.clear();
    this.#front = 0;
  }

  close(): void {
    this.#closed = true;
    this.#waiting.clear();
    this.#hasher?.cancel();
  }

  async #work(): Promise<void> {
    for (const index of this.#waiting) {
      this.#waiting.delete(index);
      await this.#look(index);
    }
    // In the same turn as the last look at the set, which holds what came while it was gone through.
    this.#working = null;
  }

  async #look(index: number): Promise<void> {
    const { pieces, size, path, hashers, received, broughtBy, onBad } = this.#options;
    const range = pieceRange(pieces, index, size);
    if (this.#closed || this.#record.isSettled(index) || !received.has(range)) return;
    const hasher = hashers.startAll(path, [pieces.algorithm], range.start);
    this.#hasher = hasher;
    const sums = await hasher.finish(range.end);
    this.#hasher = null;
    // What could not be read is left to the hash of the whole, which tells of it.
    if (this.#closed || !sums.ok || totalLength(received.missingIn(range)) > 0) return;
    if (sums.value[0]?.hex === pieces.sums[index]) {
      this.#record.noteGood(index);
      // The list is of this file: what waited for that is looked at again.
      for (const held of this.#held) this.#waiting.add(held);
      this.#held.clear();
      return;
    }
    const bad = this.#record.noteBad(index, broughtBy(range));
    if (bad.again === 'later') this.#held.add(index);
    else await onBad(index, range, bad);
  }
}
