import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SegmentView } from '../../../shared/model/view.ts';
import { cellsOf, changedCells, fullLevel, hueOf, isHead, levelOf } from './block-cells.ts';

function segment(part: Partial<SegmentView>): SegmentView {
  return { slot: 1, state: 'receiving', start: 0, end: 100, position: 0, rate: 0, source: 0, ...part };
}

/** "2:15" is hue 2 at level 15, "2:15*" with a head. */
function look(cells: Uint16Array): string[] {
  return [...cells].map((code) => `${hueOf(code)}:${levelOf(code)}${isHead(code) ? '*' : ''}`);
}

describe('cellsOf', () => {
  const grid = { count: 4, blockBytes: 10, size: 35 };

  it('colours complete blocks by the connection that brought them', () => {
    expect(look(cellsOf([0, 20, 1, 20, 30, 2], [], grid))).toEqual(['1:15', '1:15', '2:15', '0:0']);
  });

  it('tells a partly filled block from a complete one and from an empty one', () => {
    const levels = [...cellsOf([0, 9, 1, 10, 11, 1, 20, 29, 3], [], grid)].map(levelOf);
    expect(levels[0]).toBeGreaterThan(0);
    expect(levels[0]).toBeLessThan(fullLevel);
    expect(levels[1]).toBe(2);
    expect(levels[3]).toBe(0);
  });

  it('does not take a block for complete that misses one byte, however large it is', () => {
    const gib = 2 ** 30;
    const cells = cellsOf([0, gib - 1, 1, gib, gib + 1, 1], [], { count: 2, blockBytes: gib, size: 2 * gib });
    expect([...cells].map(levelOf)).toEqual([fullLevel - 1, 1]);
  });

  it('takes the shorter last block for complete when all its bytes are there', () => {
    expect(look(cellsOf([30, 35, 4], [], grid))[3]).toBe('4:15');
  });

  it('gives a shared block the hue of the longest stretch in it', () => {
    expect(look(cellsOf([0, 3, 1, 3, 10, 2], [], grid))[0]).toBe('2:15');
    expect(look(cellsOf([0, 7, 1, 7, 10, 2], [], grid))[0]).toBe('1:15');
  });

  it('gives slot 0 no hue and a ninth connection the first one', () => {
    expect(look(cellsOf([0, 10, 0, 10, 20, 9], [], grid)).slice(0, 2)).toEqual(['0:15', '1:15']);
  });

  it('marks where the next byte of each open connection goes', () => {
    const heads = [
      segment({ slot: 1, position: 12, end: 20 }),
      segment({ slot: 2, position: 20, end: 30, state: 'connecting' }),
      segment({ slot: 3, position: 31, end: 35, state: 'ended' }),
      segment({ slot: 4, position: 35, end: 35 }),
    ];
    expect(look(cellsOf([0, 12, 1], heads, grid))).toEqual(['1:15', '1:3*', '2:0*', '0:0']);
  });

  it('fills a strip whose columns hold fractions of a byte without a hole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (size, count, part) => {
          const cut = Math.round(size * part);
          const cells = cellsOf([0, cut, 1, cut, size, 2], [], { count, blockBytes: size / count, size });
          expect([...cells].every((code) => levelOf(code) === fullLevel)).toBe(true);
        },
      ),
    );
  });

  it('ends a strip at the column where the bytes end, also where columns are fractions of a byte', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(),
        (size, finer, at) => {
          const cut = 1 + (at % (size - 1));
          const count = size * finer;
          const cells = cellsOf([0, cut, 1], [], { count, blockBytes: size / count, size });
          expect([...cells].findIndex((code) => levelOf(code) < fullLevel)).toBe(cut * finer);
          expect(levelOf(cells[cut * finer] ?? 0)).toBe(0);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is complete exactly where every byte of the block is covered, for any map', () => {
    const stretches = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 20 }), fc.nat(12)), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(stretches, fc.integer({ min: 1, max: 17 }), (parts, blockBytes) => {
        const map: number[] = [];
        const size = 300;
        const covered = new Uint8Array(size);
        let at = 0;
        for (const [gap, length, slot] of parts) {
          const start = at + gap;
          at = start + length;
          map.push(start, at, slot);
          covered.fill(1, Math.min(start, size), Math.min(at, size));
        }
        const count = Math.ceil(size / blockBytes);
        const cells = cellsOf(map, [], { count, blockBytes, size });
        for (let i = 0; i < count; i++) {
          const bytes = covered.subarray(i * blockBytes, (i + 1) * blockBytes);
          const level = levelOf(cells[i] ?? 0);
          expect(level === fullLevel).toBe(bytes.every((byte) => byte === 1));
          expect(level === 0).toBe(bytes.every((byte) => byte === 0));
        }
      }),
    );
  });
});

describe('changedCells', () => {
  it('groups the cells by their new look', () => {
    expect([...changedCells(Uint16Array.of(1, 1, 1, 1), Uint16Array.of(31, 0, 31, 1))]).toEqual([
      [31, [0, 2]],
      [0, [1]],
    ]);
  });

  it('names only the cells that look different', () => {
    expect([...changedCells(Uint16Array.of(31, 0, 31), Uint16Array.of(31, 17, 31))]).toEqual([[17, [1]]]);
  });
});
