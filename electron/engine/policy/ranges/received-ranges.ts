import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { rangeLength } from '../../../../shared/model/byte-range.ts';
import { RangeSet } from './range-set.ts';

/** A sync that has begun: it covers what was written before it, less what was removed since. */
export interface SyncMark {
  readonly covered: RangeSet;
}

/**
 * What of a file is on disk. `written`: the system has taken the bytes, so they survive the
 * process. `synced`: a sync that began after they were written has ended, so they survive a loss
 * of power. All ranges are half-open, in bytes. `synced` is always within `written`.
 */
export class ReceivedRanges {
  readonly #written = new RangeSet();
  readonly #synced = new RangeSet();
  /** Written, and covered by no sync that has begun. */
  #fresh = new RangeSet();
  readonly #marks = new Set<SyncMark>();

  /** As read from a control file. What of `synced` is not in `written` is not taken. */
  static from(written: Iterable<ByteRange>, synced: Iterable<ByteRange>): ReceivedRanges {
    const received = new ReceivedRanges();
    for (const range of written) received.add(range);
    for (const range of synced) {
      received.#fresh.remove(range.start, range.end);
      received.#synced.add(range.start, range.end);
      for (const gap of received.#written.gaps(range.start, range.end)) {
        received.#synced.remove(gap.start, gap.end);
      }
    }
    return received;
  }

  /**
   * Notes that a write of `range` has ended; the value is the count of bytes that were new. Bytes
   * that were there before are synced again only by a sync that begins after this.
   */
  add(range: ByteRange): number {
    const added = this.#written.add(range.start, range.end);
    if (added < rangeLength(range)) this.#unsync(range);
    this.#fresh.add(range.start, range.end);
    return added;
  }

  /** Takes bytes out that are in doubt; a sync under way no longer covers them. */
  remove(range: ByteRange): void {
    this.#written.remove(range.start, range.end);
    this.#fresh.remove(range.start, range.end);
    this.#unsync(range);
  }

  /** Whether all of `range` is written. */
  has(range: ByteRange): boolean {
    return this.#written.has(range.start, range.end);
  }

  /** What of `[0, size)` is not written. */
  missing(size: number): ByteRange[] {
    return this.#written.gaps(0, size);
  }

  /** What of `range` is not written. */
  missingIn(range: ByteRange): ByteRange[] {
    return this.#written.gaps(range.start, range.end);
  }

  /** Bytes written. */
  get total(): number {
    return this.#written.total;
  }

  /** Bytes synced. */
  get syncedTotal(): number {
    return this.#synced.total;
  }

  /** End of the contiguous prefix that is written. */
  get frontier(): number {
    return this.#written.frontier;
  }

  written(): ByteRange[] {
    return this.#written.ranges();
  }

  synced(): ByteRange[] {
    return this.#synced.ranges();
  }

  /** Bytes written that no sync begun so far covers: whether another sync is worth its while. */
  get fresh(): number {
    return this.#fresh.total;
  }

  /** Call at once before the file is synced. Marks may be open at the same time. */
  beginSync(): SyncMark {
    const mark = { covered: this.#fresh };
    this.#fresh = new RangeSet();
    this.#marks.add(mark);
    return mark;
  }

  /** The sync that began at `mark` succeeded. */
  endSync(mark: SyncMark): void {
    if (!this.#marks.delete(mark)) return;
    for (const range of mark.covered.ranges()) this.#synced.add(range.start, range.end);
  }

  /**
   * The sync that began at `mark` failed. A system may drop the pages of a failed sync and call
   * the next one a success, so what it covered is no longer written: it is fetched again. The
   * value is what was taken out.
   */
  failSync(mark: SyncMark): ByteRange[] {
    if (!this.#marks.delete(mark)) return [];
    const lost = mark.covered.ranges();
    for (const range of lost) this.remove(range);
    return lost;
  }

  #unsync(range: ByteRange): void {
    this.#synced.remove(range.start, range.end);
    for (const mark of this.#marks) mark.covered.remove(range.start, range.end);
  }
}
