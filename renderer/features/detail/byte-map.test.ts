import { describe, expect, it } from 'vitest';
import { bytesBySlot, firstStretchAfter, stretchAt } from './byte-map.ts';

const map = [0, 100, 1, 100, 150, 2, 300, 400, 1];

describe('stretchAt', () => {
  it('reads a triple and cuts it to the size of the file', () => {
    expect(stretchAt(map, 1, 120)).toEqual({ start: 100, end: 120, slot: 2 });
    expect(stretchAt(map, 3, 1000)).toBeNull();
  });
});

describe('firstStretchAfter', () => {
  it('agrees with a search from the front', () => {
    const ends = [100, 150, 400];
    for (let offset = -1; offset < 450; offset++) {
      const found = ends.findIndex((end) => end > offset);
      expect(firstStretchAfter(map, offset)).toBe(found === -1 ? 3 : found);
    }
  });
});

describe('bytesBySlot', () => {
  it('adds up what each connection brought', () => {
    expect([...bytesBySlot(map, { start: 0, end: 1000 })]).toEqual([
      [1, 200],
      [2, 50],
    ]);
  });

  it('counts only the bytes inside the range', () => {
    expect([...bytesBySlot(map, { start: 90, end: 310 })]).toEqual([
      [1, 20],
      [2, 50],
    ]);
    expect(bytesBySlot(map, { start: 150, end: 300 }).size).toBe(0);
  });
});
