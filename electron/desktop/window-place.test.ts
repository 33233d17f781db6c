import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlace, smallest, usablePlace, writePlace } from './window-place.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 1000 };
const place = { x: 100, y: 80, width: 1000, height: 700, maximized: false };

describe('usablePlace', () => {
  it('goes back to where the window was', () => {
    expect(usablePlace(place, [screen])).toEqual(place);
    expect(usablePlace({ ...place, x: 2000, maximized: true }, [screen, second])).toEqual({
      ...place,
      x: 2000,
      maximized: true,
    });
  });

  it('keeps the size but not the position when its display is gone', () => {
    expect(usablePlace({ ...place, x: 2000 }, [screen])).toEqual({
      width: 1000,
      height: 700,
      maximized: false,
    });
  });

  it('does not put the title bar above the display', () => {
    expect(usablePlace({ ...place, y: -200 }, [screen])).not.toHaveProperty('y');
  });

  it('is no larger than its display and no smaller than the least', () => {
    expect(usablePlace({ ...place, width: 5000 }, [screen])).toMatchObject({ width: 1920 });
    expect(usablePlace({ ...place, width: 10, height: 10 }, [screen])).toMatchObject(smallest);
  });

  it.each([null, 'text', {}, { ...place, x: 'left' }, { ...place, width: -1 }, [1, 2]])(
    'takes the usual size for %j',
    (saved) => {
      expect(usablePlace(saved, [screen])).toEqual({ width: 1180, height: 760, maximized: false });
    },
  );

  it('is not left out of sight by becoming no larger than its display', () => {
    expect(usablePlace({ ...place, x: -1920, width: 2040 }, [screen])).not.toHaveProperty('x');
  });

  it('always gives a position from which the window can be dragged, or none', () => {
    const number = fc.integer({ min: -10_000, max: 10_000 });
    const size = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(number, number, size, size, (x, y, width, height) => {
        const used = usablePlace({ x, y, width, height, maximized: false }, [screen, second]);
        if (used.x === undefined || used.y === undefined) return;
        const { x: left, y: top } = used;
        const onSome = [screen, second].some(
          (display) =>
            Math.min(left + used.width, display.x + display.width) - Math.max(left, display.x) >= 120 &&
            top >= display.y &&
            top + 40 <= display.y + display.height,
        );
        expect(onSome).toBe(true);
      }),
    );
  });
});

describe('the saved place', () => {
  it('comes back as it was written, and anything else is nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'window-place-'));
    const file = join(folder, 'deep', 'window.json');
    expect(readPlace(file)).toBeNull();
    writePlace(file, place);
    expect(readPlace(file)).toEqual(place);
    writeFileSync(file, '{ half');
    expect(readPlace(file)).toBeNull();
    rmSync(folder, { recursive: true });
  });
});
