import { expect, it } from 'vitest';
import { movedPlace } from './panel-place.ts';

const page = { width: 1_000, height: 600 };

it('moves with the hand, and stops at the edges of the page', () => {
  const place = { right: 100, bottom: 50 };
  expect(movedPlace(place, { x: -10, y: 20 }, page, 88)).toEqual({ right: 110, bottom: 30 });
  expect(movedPlace(place, { x: 5_000, y: 5_000 }, page, 88)).toEqual({ right: 0, bottom: 0 });
  expect(movedPlace(place, { x: -5_000, y: -5_000 }, page, 88)).toEqual({ right: 912, bottom: 512 });
});

it('stays in the corner of a page that is smaller than it', () => {
  expect(movedPlace({ right: 4, bottom: 4 }, { x: -50, y: -50 }, { width: 60, height: 40 }, 88)).toEqual({
    right: 0,
    bottom: 0,
  });
});
