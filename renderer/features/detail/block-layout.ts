import type { ByteRange } from '../../../shared/model/byte-range.ts';

/** How the blocks of a file lie on a surface. Lengths in device pixels, sizes in bytes. */
export interface BlockLayout {
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
  /** Side of a cell with the gap to its neighbour. */
  readonly pitch: number;
  readonly gap: number;
  /** Bytes of a block; the last one may hold fewer. */
  readonly blockBytes: number;
  /** Bytes of the file. */
  readonly size: number;
}

/** The finest block worth a cell of its own: what one read from a socket brings. */
const blockLeast = 16 * 1024;
/** Side of a cell in CSS pixels, gap included. */
const pitchLeast = 10;
const pitchMost = 20;

/**
 * Chooses blocks so that the whole file fills `width` × `height` device pixels, of which `ratio` make
 * a CSS pixel: as many blocks of one cell as fit, at least 16 KiB each; a small file gets larger
 * cells instead of smaller blocks. Null where there is no room or no size to show.
 */
export function layOutBlocks(
  size: number | null,
  width: number,
  height: number,
  ratio: number,
): BlockLayout | null {
  const least = Math.round(pitchLeast * ratio);
  const most = Math.round(pitchMost * ratio);
  if (size === null || size <= 0 || width < least || height < least) return null;
  const wanted = Math.ceil(size / blockLeast);
  let pitch = least;
  while (pitch < most && capacity(width, height, pitch + 1) >= wanted) pitch++;
  const room = capacity(width, height, pitch);
  const blockBytes = Math.ceil(size / Math.min(room, wanted));
  const columns = Math.floor(width / pitch);
  const count = Math.ceil(size / blockBytes);
  const gap = Math.max(1, Math.round(ratio));
  return { columns, rows: Math.ceil(count / columns), count, pitch, gap, blockBytes, size };
}

function capacity(width: number, height: number, pitch: number): number {
  return Math.floor(width / pitch) * Math.floor(height / pitch);
}

/** Index of the block under a point in device pixels, or null beside the map. */
export function blockAt(layout: BlockLayout, x: number, y: number): number | null {
  const column = Math.floor(x / layout.pitch);
  const row = Math.floor(y / layout.pitch);
  if (column < 0 || row < 0 || column >= layout.columns) return null;
  const index = row * layout.columns + column;
  return index < layout.count ? index : null;
}

/** The bytes of a block. */
export function blockRange(layout: BlockLayout, index: number): ByteRange {
  const start = index * layout.blockBytes;
  return { start, end: Math.min(layout.size, start + layout.blockBytes) };
}
