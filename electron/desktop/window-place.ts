import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import * as v from 'valibot';
import { makeFolderSync } from '../engine/adapters/make-folder.ts';

const placeSchema = v.object({
  x: v.pipe(v.number(), v.integer()),
  y: v.pipe(v.number(), v.integer()),
  width: v.pipe(v.number(), v.integer(), v.minValue(1)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1)),
  maximized: v.boolean(),
});

/** Where the window was: its frame in display-independent pixels, as it is when not maximized. */
export type WindowPlace = v.InferOutput<typeof placeSchema>;

export const smallest = { width: 640, height: 420 };
const usual = { width: 1180, height: 760 };
/** So much of the title bar must lie on a display, in pixels, that a hand can take it. */
const grip = { width: 120, height: 40 };

/**
 * A place that can be used on these displays (their work areas): the saved one where its top edge
 * can still be reached, made no larger than its display; else the usual size, placed by the system.
 */
export function usablePlace(
  saved: unknown,
  displays: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number; maximized: boolean } {
  const parsed = v.safeParse(placeSchema, saved);
  if (!parsed.success) return { ...usual, maximized: false };
  const place = parsed.output;
  for (const display of displays) {
    const fitted = { ...place, ...sizeWithin(place, display) };
    if (canBeReached(fitted, display)) return fitted;
  }
  const [first] = displays;
  return { ...(first === undefined ? usual : sizeWithin(place, first)), maximized: place.maximized };
}

function sizeWithin(size: Pick<Rectangle, 'width' | 'height'>, display: Rectangle): typeof smallest {
  return {
    width: Math.max(smallest.width, Math.min(size.width, display.width)),
    height: Math.max(smallest.height, Math.min(size.height, display.height)),
  };
}

function canBeReached(place: Rectangle, display: Rectangle): boolean {
  const across = Math.min(place.x + place.width, display.x + display.width) - Math.max(place.x, display.x);
  const top = place.y >= display.y && place.y + grip.height <= display.y + display.height;
  return top && across >= grip.width;
}

/** What was saved, whatever it is; null where there is nothing to read. */
export function readPlace(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Saved at once, because the window is about to close. A place that cannot be saved is no loss. */
export function writePlace(file: string, place: WindowPlace | Pick<WindowPlace, 'x' | 'y'>): void {
  try {
    makeFolderSync(dirname(file));
    writeFileSync(`${file}.new`, JSON.stringify(place));
    renameSync(`${file}.new`, file);
  } catch {
    // The next start opens at the usual size.
  }
}
