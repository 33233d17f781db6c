import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockAt, blockRange, layOutBlocks } from './block-layout.ts';

const mib = 1024 * 1024;

describe('layOutBlocks', () => {
  it('fills the surface with cells of 10 px for a large file', () => {
    const layout = layOutBlocks(551 * mib, 1000, 200, 1);
    expect(layout).toMatchObject({ columns: 100, pitch: 10, gap: 1, rows: 20 });
    expect(layout?.count).toBe(2000);
  });

  it('counts device pixels, so that a cell is as large on a dense screen', () => {
    expect(layOutBlocks(551 * mib, 2000, 400, 2)).toMatchObject({ columns: 100, pitch: 20, gap: 2 });
  });

  it('gives a small file larger cells instead of blocks below 16 KiB', () => {
    const layout = layOutBlocks(mib, 1000, 200, 1);
    expect(layout).toMatchObject({ pitch: 20, count: 64, blockBytes: 16 * 1024 });
  });

  it('has nothing to lay out without a size, for an empty file, or without room', () => {
    expect(layOutBlocks(null, 1000, 200, 1)).toBeNull();
    expect(layOutBlocks(0, 1000, 200, 1)).toBeNull();
    expect(layOutBlocks(mib, 5, 200, 1)).toBeNull();
  });

  it('covers every byte once, inside the surface, whatever the size and the surface', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 50 }),
        fc.integer({ min: 10, max: 4000 }),
        fc.integer({ min: 10, max: 2000 }),
        (size, width, height) => {
          const layout = layOutBlocks(size, width, height, 1);
          if (layout === null) throw new Error('no layout');
          expect(layout.columns * layout.pitch).toBeLessThanOrEqual(width);
          expect(layout.rows * layout.pitch).toBeLessThanOrEqual(height);
          const last = blockRange(layout, layout.count - 1);
          expect(last.end).toBe(size);
          expect(last.start).toBeLessThan(size);
          expect(blockRange(layout, 0).start).toBe(0);
        },
      ),
    );
  });
});

describe('blockAt', () => {
  const layout = layOutBlocks(551 * mib, 1005, 200, 1);
  if (layout === null) throw new Error('no layout');

  it('finds the block under a point', () => {
    expect(blockAt(layout, 0, 0)).toBe(0);
    expect(blockAt(layout, 15, 5)).toBe(1);
    expect(blockAt(layout, 5, 15)).toBe(100);
  });

  it('finds none beside the last column and below the last block', () => {
    expect(blockAt(layout, 1002, 5)).toBeNull();
    expect(blockAt(layout, 5, 500)).toBeNull();
    expect(blockAt(layout, -1, 5)).toBeNull();
  });
});
