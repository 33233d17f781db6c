import { describe, expect, it } from 'vitest';
import { paneSize } from './pane-limits.ts';

describe('the size of a pane', () => {
  const box = { width: 900, height: 600 };

  it('leaves the list its room, and never goes below what the pane itself needs', () => {
    expect(paneSize('detail', 300, box)).toBe(300);
    expect(paneSize('detail', 900, box)).toBe(468);
    expect(paneSize('detail', 10, box)).toBe(120);
    expect(paneSize('side', 900, box)).toBe(580);
    expect(paneSize('tree', 900, box)).toBe(360);
  });

  it('is the least where there is no room for both', () => {
    expect(paneSize('sheet', 348, { width: 300, height: 200 })).toBe(120);
  });
});
