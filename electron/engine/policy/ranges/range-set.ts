import type { ByteRange } from '../../../../shared/model/byte-range.ts';

/**
 * A set of byte offsets, kept as half-open ranges that are ascending, apart and not empty.
 * `starts[i]` and `ends[i]` are range i. Finding is a binary search; a range that grows at its end
 * or its start changes one number in place.
 */
export class RangeSet {
  #starts: number[] = [];
  #ends: number[] = [];
  #total = 0;

  /** Number of offsets in the set. */
  get total(): number {
    return this.#total;
  }

  /** End of the range that begins at 0, or 0. */
  get frontier(): number {
    return this.#starts[0] === 0 ? (this.#ends[0] ?? 0) : 0;
  }

  ranges(): ByteRange[] {
    return this.#starts.map((start, index) => ({ start, end: this.#endAt(index) }));
  }

  /** Whether all of `[start, end)` is in the set; true for an empty range. */
  has(start: number, end: number): boolean {
    if (start >= end) return true;
    const index = this.#firstEndingAfter(start);
    return this.#startAt(index) <= start && this.#endAt(index) >= end;
  }

  /** What of `[start, end)` is not in the set. */
  gaps(start: number, end: number): ByteRange[] {
    const gaps: ByteRange[] = [];
    let from = start;
    for (let index = this.#firstEndingAfter(start); from < end; index += 1) {
      const to = Math.min(this.#startAt(index), end);
      if (from < to) gaps.push({ start: from, end: to });
      from = this.#endAt(index);
    }
    return gaps;
  }

  /** Adds `[start, end)`; the value is the count of offsets that were new. */
  add(start: number, end: number): number {
    if (start >= end) return 0;
    // Every range that overlaps or touches the new one becomes part of it.
    const first = this.#firstEndingAfter(start - 1);
    let after = first;
    let covered = 0;
    let low = start;
    let high = end;
    for (; this.#startAt(after) <= end; after += 1) {
      low = Math.min(low, this.#startAt(after));
      high = Math.max(high, this.#endAt(after));
      covered += this.#endAt(after) - this.#startAt(after);
    }
    if (after - first === 1) {
      this.#starts[first] = low;
      this.#ends[first] = high;
    } else {
      this.#starts.splice(first, after - first, low);
      this.#ends.splice(first, after - first, high);
    }
    const added = high - low - covered;
    this.#total += added;
    return added;
  }

  remove(start: number, end: number): void {
    if (start >= end) return;
    const first = this.#firstEndingAfter(start);
    const keptStarts: number[] = [];
    const keptEnds: number[] = [];
    let after = first;
    let dropped = 0;
    for (; this.#startAt(after) < end; after += 1) {
      const low = this.#startAt(after);
      const high = this.#endAt(after);
      dropped += Math.min(high, end) - Math.max(low, start);
      if (low < start) {
        keptStarts.push(low);
        keptEnds.push(start);
      }
      if (high > end) {
        keptStarts.push(end);
        keptEnds.push(high);
      }
    }
    this.#starts.splice(first, after - first, ...keptStarts);
    this.#ends.splice(first, after - first, ...keptEnds);
    this.#total -= dropped;
  }

  /** Index of the first range whose end is above `offset`, or the count of ranges. */
  #firstEndingAfter(offset: number): number {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#endAt(middle) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Past the last range everything begins and ends at infinity, which ends each loop above. */
  #startAt(index: number): number {
    return this.#starts[index] ?? Infinity;
  }

  #endAt(index: number): number {
    return this.#ends[index] ?? Infinity;
  }
}
