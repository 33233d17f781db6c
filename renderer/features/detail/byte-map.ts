import type { ByteRange } from '../../../shared/model/byte-range.ts';

/** A stretch of the file and the connection that brought it; slot 0 is an earlier session. */
export interface Stretch extends ByteRange {
  readonly slot: number;
}

/** The stretch at index `i` of the flat triples `start, end, slot`, cut to `size`; null past the end. */
export function stretchAt(map: readonly number[], i: number, size: number): Stretch | null {
  const start = map[i * 3];
  const end = map[i * 3 + 1];
  const slot = map[i * 3 + 2];
  if (start === undefined || end === undefined || slot === undefined) return null;
  return { start: Math.min(start, size), end: Math.min(end, size), slot };
}

/** Index of the first stretch that ends after byte `offset`; the number of stretches where none does. */
export function firstStretchAfter(map: readonly number[], offset: number): number {
  let low = 0;
  let high = Math.floor(map.length / 3);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((map[middle * 3 + 1] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Bytes by slot within `range`, in order of slot. Slots that brought nothing there are left out. */
export function bytesBySlot(map: readonly number[], range: ByteRange): ReadonlyMap<number, number> {
  const tally = new Map<number, number>();
  for (let i = firstStretchAfter(map, range.start); ; i++) {
    const stretch = stretchAt(map, i, range.end);
    if (stretch === null || stretch.start >= range.end) break;
    const bytes = stretch.end - Math.max(stretch.start, range.start);
    if (bytes > 0) tally.set(stretch.slot, (tally.get(stretch.slot) ?? 0) + bytes);
  }
  return new Map([...tally].sort(([a], [b]) => a - b));
}
