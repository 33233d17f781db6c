import type { Point, Rectangle } from 'electron';
import * as v from 'valibot';

/** Edges of the drop zone's square, in display-independent pixels. */
export const dropZoneSize = 88;
/** From the corner of the display, where nobody has moved it. */
const margin = 24;

const pointSchema = v.object({ x: v.pipe(v.number(), v.integer()), y: v.pipe(v.number(), v.integer()) });

/**
 * Where the drop zone stands: at the saved place where that lies wholly on one of the displays (their work
 * areas), else as near to it as it does; without a saved place, in the lower right corner of the first.
 */
export function dropZonePlace(saved: unknown, displays: readonly Rectangle[]): Point | null {
  const [first] = displays;
  if (first === undefined) return null;
  const parsed = v.safeParse(pointSchema, saved);
  if (!parsed.success) {
    return within({ x: first.x + first.width - margin, y: first.y + first.height - margin }, first, margin);
  }
  const point = parsed.output;
  const places = displays.map((display) => within(point, display, 0));
  return places.reduce((best, place) => (distance(place, point) < distance(best, point) ? place : best));
}

/** The nearest place to `point` at which the square lies on `display`, `gap` away from its lower right edges. */
function within(point: Point, display: Rectangle, gap: number): Point {
  const most = (start: number, length: number): number =>
    Math.max(start, start + length - dropZoneSize - gap);
  return {
    x: Math.min(Math.max(point.x, display.x), most(display.x, display.width)),
    y: Math.min(Math.max(point.y, display.y), most(display.y, display.height)),
  };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
