import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dropZonePlace, dropZoneSize } from './drop-zone-place.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: -200, width: 1280, height: 1000 };

it('begins in the lower right corner, a little away from it', () => {
  const corner = { x: 1920 - 24 - dropZoneSize, y: 1040 - 24 - dropZoneSize };
  for (const saved of [null, 'text', {}, { x: 'left', y: 0 }, { x: 0.5, y: 0 }]) {
    expect(dropZonePlace(saved, [screen, second])).toEqual(corner);
  }
});

it('comes back where it was, and as near as it can where that display is gone', () => {
  const place = { x: 2400, y: -100 };
  expect(dropZonePlace(place, [screen, second])).toEqual(place);
  expect(dropZonePlace(place, [screen])).toEqual({ x: 1920 - dropZoneSize, y: 0 });
  expect(dropZonePlace(place, [])).toBeNull();
});

it('always lies wholly on a display, and stays where it is once it does', () => {
  const number = fc.integer({ min: -10_000, max: 10_000 });
  fc.assert(
    fc.property(number, number, (x, y) => {
      const place = dropZonePlace({ x, y }, [screen, second]);
      if (place === null) throw new Error('There is a display');
      const inside = [screen, second].some(
        (display) =>
          place.x >= display.x &&
          place.y >= display.y &&
          place.x + dropZoneSize <= display.x + display.width &&
          place.y + dropZoneSize <= display.y + display.height,
      );
      expect(inside).toBe(true);
      expect(dropZonePlace(place, [screen, second])).toEqual(place);
    }),
  );
});
