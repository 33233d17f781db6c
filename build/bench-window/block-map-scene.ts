import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import type { Goal } from '../bench/results/goals.ts';

const blocks = 100_000;
const redraws = 200;

/** The parts of the window that draw the map, as they stand in the page. */
interface MapParts {
  readonly cells: { cellsOf(map: readonly number[], segments: readonly object[], grid: object): Uint16Array };
  readonly paint: {
    paintBlocks(
      brush: unknown,
      layout: object,
      palette: object,
      cells: Uint16Array,
      before: Uint16Array | null,
    ): number;
  };
}

declare global {
  interface Window {
    blockCells: MapParts['cells'];
    cellPaint: MapParts['paint'];
  }
}

/** A map of 100,000 blocks drawn again and again while six connections go on. */
export async function blockMap(browser: Browser): Promise<readonly Goal[]> {
  const page = await browser.newPage();
  try {
    for (const [name, file] of [
      ['blockCells', 'block-cells'],
      ['cellPaint', 'cell-paint'],
    ] as const)
      await page.addScriptTag({ content: await bundle(name, file) });
    const values = await page.evaluate(redrawTimes, { blocks, redraws });
    const name = `map of ${blocks.toLocaleString('en')} blocks, drawn again`;
    return [{ name, unit: 'ms', bound: 2, values, of: 'middle' }];
  } finally {
    await page.close();
  }
}

async function bundle(name: string, file: string): Promise<string> {
  const entry = fileURLToPath(new URL(`../../renderer/features/detail/${file}.ts`, import.meta.url));
  const built = await build({
    ...{ configFile: false, logLevel: 'error' },
    build: { write: false, lib: { entry, name, formats: ['iife'] } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error(`${file} could not be bundled.`);
  const [chunk] = output.output;
  return `${chunk.code}\nwindow.${name} = ${name};`;
}

/** Runs in the page: milliseconds of each redraw. */
function redrawTimes({ blocks: count, redraws: times }: { blocks: number; redraws: number }): number[] {
  const columns = 400;
  const blockBytes = 16_384;
  const size = count * blockBytes;
  const pitch = 4;
  const layout = { columns, rows: Math.ceil(count / columns), count, pitch, gap: 1, blockBytes, size };
  const canvas = document.createElement('canvas');
  canvas.width = columns * pitch;
  canvas.height = layout.rows * pitch;
  document.body.append(canvas);
  const brush = canvas.getContext('2d');
  const palette = {
    hues: Array.from({ length: 9 }, (_, hue) => `hsl(${hue * 40} 60% 50%)`),
    missing: '#ddd',
    head: '#000',
    ground: '#fff',
  };
  const share = size / 6;
  let before: Uint16Array | null = null;
  const result: number[] = [];
  for (let step = 0; step <= times; step += 1) {
    // 2 MB/s for each connection, ten times a second, from a quarter of its share on.
    const done = share / 4 + step * 200_000;
    const segments = Array.from({ length: 6 }, (_, index) => ({
      ...{ slot: index + 1, state: 'receiving', start: index * share, end: (index + 1) * share },
      ...{ position: index * share + done, rate: 2e6, source: 0 },
    }));
    const map = segments.flatMap(({ position, slot, start }) => [start, position, slot]);
    const began = performance.now();
    const cells = window.blockCells.cellsOf(map, segments, layout);
    window.cellPaint.paintBlocks(brush, layout, palette, cells, before);
    if (before !== null) result.push(performance.now() - began);
    before = cells;
  }
  return result;
}
