/** A half-open range of byte offsets: `start` belongs to it, `end` does not. `start <= end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Number of bytes in a range. */
export function rangeLength(range: ByteRange): number {
  return range.end - range.start;
}

/** Total number of bytes in ranges that do not overlap. */
export function totalLength(ranges: Iterable<ByteRange>): number {
  let total = 0;
  for (const range of ranges) total += range.end - range.start;
  return total;
}
