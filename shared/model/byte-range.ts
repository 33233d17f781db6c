/** A half-open range of byte offsets: `start` belongs to it, `end` does not. `start <= end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Number of bytes in a range. */
export function rangeLength(range: ByteRange): number {
  return range.end - range.start;
}

/** The part that two ranges share, or null where they do not meet. */
export function intersectRanges(a: ByteRange, b: ByteRange): ByteRange | null {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : null;
}

/** Total number of bytes in ranges that do not overlap. */
export function totalLength(ranges: Iterable<ByteRange>): number {
  let total = 0;
  for (const range of ranges) total += range.end - range.start;
  return total;
}
