import type { SegmentView } from '../../../shared/model/view.ts';
import { stretchAt } from './byte-map.ts';
import { hueOfSlot } from './slot-hue.ts';

/**
 * One number tells how a cell looks, so that two pictures can be compared cell by cell:
 * bits 0-3 how full it is (0 empty, 15 complete), bits 4-7 the hue, bit 8 a running head.
 */
export type CellCode = number;

export const fullLevel = 15;
const headBit = 0x100;

export function levelOf(code: CellCode): number {
  return code & 0xf;
}
export function hueOf(code: CellCode): number {
  return (code >> 4) & 0xf;
}
export function isHead(code: CellCode): boolean {
  return (code & headBit) !== 0;
}

/** Steps between an empty and a complete cell; a partial cell is never drawn as either. */
function level(covered: number, length: number): number {
  // A strip's columns hold fractions of a byte, so a complete one may miss a rounding error.
  const share = covered / length;
  if (share <= 0) return 0;
  return share >= 1 - 1e-10 ? fullLevel : 1 + Math.floor(share * (fullLevel - 1));
}

interface Grid {
  readonly count: number;
  readonly blockBytes: number;
  readonly size: number;
}

/**
 * The look of every block of a file, from the map's flat triples. A block that several
 * connections brought wears the hue of the one with the longest stretch in it.
 */
export function cellsOf(
  map: readonly number[],
  segments: readonly SegmentView[],
  grid: Grid,
): Uint16Array<ArrayBuffer> {
  const { count, blockBytes, size } = grid;
  const cells = new Uint16Array(count);
  let open = -1;
  let covered = 0;
  let longest = 0;
  let hue = 0;
  const close = (): void => {
    if (open < 0 || open >= count) return;
    const length = Math.min(blockBytes, size - open * blockBytes);
    cells[open] = (hue << 4) | level(covered, length);
  };
  const cover = (index: number, bytes: number, slotHue: number): void => {
    if (index !== open) {
      close();
      open = index;
      covered = 0;
      longest = 0;
    }
    covered += bytes;
    if (bytes > longest) {
      longest = bytes;
      hue = slotHue;
    }
  };
  for (let i = 0; ; i++) {
    const stretch = stretchAt(map, i, size);
    if (stretch === null) break;
    const { start, end } = stretch;
    if (start >= end) continue;
    const slotHue = hueOfSlot(stretch.slot);
    const first = Math.floor(start / blockBytes);
    const last = Math.min(count, Math.ceil(end / blockBytes)) - 1;
    cover(first, Math.min(end, (first + 1) * blockBytes) - start, slotHue);
    if (last <= first) continue;
    cells.fill((slotHue << 4) | fullLevel, first + 1, last);
    cover(last, end - last * blockBytes, slotHue);
  }
  close();
  for (const head of headsOf(segments, size)) {
    const index = Math.floor(head.position / blockBytes);
    const code = cells[index];
    if (code === undefined) continue;
    cells[index] = levelOf(code) === 0 ? headBit | (hueOfSlot(head.slot) << 4) : headBit | code;
  }
  return cells;
}

/** Where the next byte of each open connection goes. */
export function headsOf(
  segments: readonly SegmentView[],
  size: number,
): readonly { readonly slot: number; readonly position: number }[] {
  return segments.filter(
    (segment) =>
      (segment.state === 'receiving' || segment.state === 'connecting') &&
      segment.position < segment.end &&
      segment.position < size,
  );
}

/**
 * Indices of the cells that look different, grouped by their new look, so that a painter sets
 * each colour once. Both pictures are of one layout.
 */
export function changedCells(
  previous: Uint16Array,
  next: Uint16Array,
): ReadonlyMap<CellCode, readonly number[]> {
  const groups = new Map<CellCode, number[]>();
  for (let i = 0; i < next.length; i++) {
    const code = next[i] ?? 0;
    if (previous[i] === code) continue;
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [i]);
    else group.push(i);
  }
  return groups;
}
