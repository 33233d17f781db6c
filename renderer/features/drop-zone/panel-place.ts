import * as v from 'valibot';

/** Pixels between the panel and the right and lower edges of the page. */
export interface PanelPlace {
  readonly right: number;
  readonly bottom: number;
}

const placeSchema = v.object({
  right: v.pipe(v.number(), v.minValue(0)),
  bottom: v.pipe(v.number(), v.minValue(0)),
});
const key = 'tributary.dropZone';
/** Above the line at the bottom of the window. */
const usual: PanelPlace = { right: 16, bottom: 40 };

export function readPanelPlace(): PanelPlace {
  try {
    return v.parse(placeSchema, JSON.parse(localStorage.getItem(key) ?? ''));
  } catch {
    return usual;
  }
}

export function keepPanelPlace(place: PanelPlace): void {
  localStorage.setItem(key, JSON.stringify(place));
}

/** The place so many pixels to the right and down, held on a page of this size. */
export function movedPlace(
  place: PanelPlace,
  by: { readonly x: number; readonly y: number },
  page: { readonly width: number; readonly height: number },
  size: number,
): PanelPlace {
  const held = (value: number, length: number): number =>
    Math.min(Math.max(0, length - size), Math.max(0, value));
  return { right: held(place.right - by.x, page.width), bottom: held(place.bottom - by.y, page.height) };
}
