import { describe, expect, it } from 'vitest';
import type { SegmentView } from '../../../shared/model/view.ts';
import { cellsOf } from './block-cells.ts';
import { layOutBlocks } from './block-layout.ts';
import { paintBlocks, paintStrip, runsOf, type Brush, type Palette } from './cell-paint.ts';

const palette: Palette = {
  hues: ['earlier', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'],
  missing: 'missing',
  head: 'head',
  ground: 'ground',
};

interface Stroke {
  readonly colour: unknown;
  readonly alpha: number;
  readonly box: readonly number[];
}

function recorder(): { brush: Brush; strokes: Stroke[] } {
  const strokes: Stroke[] = [];
  const brush: Brush = {
    fillStyle: '',
    globalAlpha: 1,
    clearRect: (...box) => strokes.push({ colour: 'clear', alpha: 1, box }),
    fillRect: (...box) => strokes.push({ colour: brush.fillStyle, alpha: brush.globalAlpha, box }),
  };
  return { brush, strokes };
}

/** The colours that lie on each pixel in the end, as text. */
function picture(cells: Uint16Array, previous: Uint16Array | null): string[] {
  const { brush, strokes } = recorder();
  const pixels: string[] = Array.from({ length: 160 * 40 }, () => 'clear');
  if (layout !== null) paintBlocks(brush, layout, palette, cells, previous);
  for (const { colour, alpha, box } of strokes) {
    const [left = 0, top = 0, width = 0, height = 0] = box;
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) {
        pixels[y * 160 + x] = alpha < 1 ? `${pixels[y * 160 + x]}+${String(colour)}` : String(colour);
      }
    }
  }
  return pixels;
}

function segment(part: Partial<SegmentView>): SegmentView {
  return { slot: 1, state: 'receiving', start: 0, end: 100, position: 0, rate: 0, source: 0, ...part };
}

const layout = layOutBlocks(64 * 16 * 1024, 160, 40, 1);
if (layout === null) throw new Error('no layout');
const block = layout.blockBytes;

describe('paintBlocks', () => {
  it('paints a whole map by runs and cuts the gaps between the columns out afterwards', () => {
    const { brush, strokes } = recorder();
    const cells = cellsOf([0, block * 18, 2], [], layout);
    expect(paintBlocks(brush, layout, palette, cells, null)).toBe(64);
    expect(strokes.slice(0, 5).map((stroke) => [stroke.colour, ...stroke.box])).toEqual([
      ['two', 0, 0, 159, 9],
      ['two', 0, 10, 19, 9],
      ['missing', 20, 10, 139, 9],
      ['missing', 0, 20, 159, 9],
      ['missing', 0, 30, 159, 9],
    ]);
    const gaps = strokes.slice(5);
    expect(gaps).toHaveLength(15);
    expect(gaps[0]).toEqual({ colour: 'clear', alpha: 1, box: [9, 0, 1, 40] });
  });

  it('gives the same picture as a whole map and cell by cell', () => {
    const heads = [segment({ slot: 3, position: block * 40.5, end: block * 64 })];
    const cells = cellsOf([0, block * 18.3, 2, block * 20, block * 40.5, 3], heads, layout);
    const other = cells.map((code) => code ^ 0xff);
    expect(picture(cells, null)).toEqual(picture(cells, other));
  });

  it('paints only what changed', () => {
    const { brush, strokes } = recorder();
    const before = cellsOf([0, block * 18, 2], [], layout);
    const after = cellsOf([0, block * 19, 2], [], layout);
    expect(paintBlocks(brush, layout, palette, after, before)).toBe(1);
    expect(strokes).toEqual([{ colour: 'two', alpha: 1, box: [20, 10, 9, 9] }]);
  });

  it('draws a partly filled block lighter, and solid as far as it is filled', () => {
    const { brush, strokes } = recorder();
    paintBlocks(brush, layout, palette, cellsOf([0, block / 2, 1], [], layout), cellsOf([], [], layout));
    expect(strokes.map((stroke) => [stroke.colour, stroke.alpha < 1, stroke.box[2]])).toEqual([
      ['missing', false, 9],
      ['one', true, 9],
      ['one', false, 5],
    ]);
  });
});

describe('paintStrip', () => {
  it('joins equal neighbours into one rectangle and marks the running heads', () => {
    const { brush, strokes } = recorder();
    const cells = cellsOf([0, 50, 1, 50, 60, 2], [], { count: 100, blockBytes: 1, size: 100 });
    paintStrip(brush, { height: 20, tick: 2 }, palette, cells, [0.6]);
    expect(strokes.map((stroke) => [stroke.colour, ...stroke.box])).toEqual([
      ['missing', 0, 0, 100, 20],
      ['one', 0, 0, 50, 20],
      ['two', 50, 0, 10, 20],
      ['ground', 58, 0, 4, 20],
      ['head', 59, 0, 2, 20],
    ]);
  });

  it('makes the ticks finer where many connections run', () => {
    const { brush, strokes } = recorder();
    const heads = Array.from({ length: 64 }, (_, i) => i / 64);
    paintStrip(brush, { height: 20, tick: 2 }, palette, new Uint16Array(1000), heads);
    expect(strokes.filter((stroke) => stroke.colour === 'head' && stroke.box[2] === 1)).toHaveLength(64);
  });

  it('keeps a head at either end inside the strip', () => {
    const { brush, strokes } = recorder();
    paintStrip(brush, { height: 20, tick: 2 }, palette, new Uint16Array(100), [0, 1]);
    const heads = strokes.filter((stroke) => stroke.colour === 'head').map((stroke) => stroke.box[0]);
    expect(heads).toEqual([0, 98]);
  });
});

describe('runsOf', () => {
  it('cuts where the look changes', () => {
    expect(runsOf(Uint16Array.of(31, 31, 0, 47))).toEqual([
      { start: 0, end: 2, code: 31 },
      { start: 2, end: 3, code: 0 },
      { start: 3, end: 4, code: 47 },
    ]);
  });
});
