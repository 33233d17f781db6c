import type { BlockLayout } from './block-layout.ts';
import { changedCells, fullLevel, hueOf, isHead, levelOf, type CellCode } from './block-cells.ts';

/** Colours that a canvas understands. `hues[0]` is an earlier session, 1 to 8 the connections. */
export interface Palette {
  readonly hues: readonly string[];
  readonly missing: string;
  readonly head: string;
  readonly ground: string;
}

/** What painting needs of a canvas. Its unit is device pixels: edges stay sharp at any ratio. */
export type Brush = Pick<CanvasRenderingContext2D, 'fillRect' | 'clearRect' | 'globalAlpha' | 'fillStyle'>;

const emptyHue = '#888';
const faint = 0.35;

/**
 * Paints the cells of a block map that changed since `previous`; without it the whole map, on a
 * surface that is clear. Returns how many cells were painted.
 */
export function paintBlocks(
  brush: Brush,
  layout: BlockLayout,
  palette: Palette,
  cells: Uint16Array,
  previous: Uint16Array | null,
): number {
  if (previous === null || previous.length !== cells.length) {
    paintPlainRuns(brush, layout, palette, cells);
    return cells.length;
  }
  let painted = 0;
  for (const [code, indices] of changedCells(previous, cells)) {
    painted += indices.length;
    paintCells(brush, layout, palette, code, indices);
  }
  return painted;
}

function isPlain(code: CellCode): boolean {
  const level = levelOf(code);
  return !isHead(code) && (level === 0 || level === fullLevel);
}

/**
 * A whole map: neighbours that look the same are one rectangle, and the gaps between columns are
 * cut out afterwards. So the cost follows the number of stretches, not the number of blocks.
 */
function paintPlainRuns(brush: Brush, layout: BlockLayout, palette: Palette, cells: Uint16Array): void {
  const { columns, rows, pitch, gap } = layout;
  const special = new Map<CellCode, number[]>();
  for (let row = 0; row < rows; row++) {
    const line = cells.subarray(row * columns, (row + 1) * columns);
    for (let start = 0, i = 1; i <= line.length; i++) {
      const code = line[start] ?? 0;
      if (i < line.length && line[i] === code) continue;
      if (isPlain(code)) {
        brush.fillStyle = levelOf(code) === 0 ? palette.missing : (palette.hues[hueOf(code)] ?? emptyHue);
        brush.fillRect(start * pitch, row * pitch, (i - start) * pitch - gap, pitch - gap);
      } else {
        const indices = special.get(code) ?? [];
        for (let at = start; at < i; at++) indices.push(row * columns + at);
        special.set(code, indices);
      }
      start = i;
    }
  }
  for (let column = 1; column < columns; column++) {
    brush.clearRect(column * pitch - gap, 0, gap, rows * pitch);
  }
  for (const [code, indices] of special) paintCells(brush, layout, palette, code, indices);
}

/** Paints cells that all look as `code` tells, each colour set once. */
function paintCells(
  brush: Brush,
  { columns, pitch, gap }: BlockLayout,
  palette: Palette,
  code: CellCode,
  indices: readonly number[],
): void {
  const side = pitch - gap;
  const level = levelOf(code);
  const hue = palette.hues[hueOf(code)] ?? emptyHue;
  const each = (dx: number, dy: number, width: number, height: number): void => {
    for (const index of indices) {
      const row = Math.floor(index / columns);
      brush.fillRect((index - row * columns) * pitch + dx, row * pitch + dy, width, height);
    }
  };
  if (level === fullLevel) {
    brush.fillStyle = hue;
    each(0, 0, side, side);
  } else {
    brush.fillStyle = palette.missing;
    each(0, 0, side, side);
  }
  if (level > 0 && level < fullLevel) {
    brush.fillStyle = hue;
    brush.globalAlpha = faint;
    each(0, 0, side, side);
    brush.globalAlpha = 1;
    each(0, 0, Math.max(1, Math.round((side * level) / fullLevel)), side);
  }
  if (isHead(code)) {
    brush.fillStyle = palette.head;
    each(0, 0, side, gap);
    each(0, side - gap, side, gap);
    each(0, gap, gap, side - 2 * gap);
    each(side - gap, gap, gap, side - 2 * gap);
  }
}

/** A run of neighbouring columns that look the same: half-open, in columns. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly code: number;
}

/** Joins equal neighbours, so that a strip is a few rectangles however wide it is. Heads are left out. */
export function runsOf(cells: Uint16Array): readonly Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let i = 1; i <= cells.length; i++) {
    const code = (cells[start] ?? 0) & 0xff;
    if (i < cells.length && ((cells[i] ?? 0) & 0xff) === code) continue;
    runs.push({ start, end: i, code });
    start = i;
  }
  return runs;
}

/**
 * Paints the whole file as one strip, a cell for each column, `height` high, with a tick of `tick`
 * device pixels at each running head (`heads`: shares of the file, 0 to 1).
 */
export function paintStrip(
  brush: Brush,
  box: { readonly height: number; readonly tick: number },
  palette: Palette,
  cells: Uint16Array,
  heads: readonly number[],
): void {
  const width = cells.length;
  brush.fillStyle = palette.missing;
  brush.fillRect(0, 0, width, box.height);
  for (const run of runsOf(cells)) {
    const level = levelOf(run.code);
    if (level === 0) continue;
    brush.fillStyle = palette.hues[hueOf(run.code)] ?? emptyHue;
    brush.globalAlpha = level === fullLevel ? 1 : faint + ((1 - faint) * level) / fullLevel;
    brush.fillRect(run.start, 0, run.end - run.start, box.height);
  }
  brush.globalAlpha = 1;
  // Many heads get finer ticks without an edge, so that they do not cover what they mark.
  const crowded = heads.length * box.tick * 8 > width;
  const tick = crowded ? Math.ceil(box.tick / 2) : box.tick;
  const edge = crowded ? 0 : Math.ceil(box.tick / 2);
  for (const head of heads) {
    const x = Math.min(width - tick, Math.max(0, Math.round(head * width - tick / 2)));
    brush.fillStyle = palette.ground;
    brush.fillRect(x - edge, 0, tick + 2 * edge, box.height);
    brush.fillStyle = palette.head;
    brush.fillRect(x, 0, tick, box.height);
  }
}
