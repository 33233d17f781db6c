import { describe, expect, it } from 'vitest';
import { hueOfSlot, slotColour } from './slot-hue.ts';

describe('hueOfSlot', () => {
  it('gives eight connections eight hues and begins again with the ninth', () => {
    expect([1, 2, 8, 9, 16, 17, 64].map(hueOfSlot)).toEqual([1, 2, 8, 1, 8, 1, 8]);
  });

  it('keeps an earlier session apart', () => {
    expect(hueOfSlot(0)).toBe(0);
    expect(slotColour(0)).toBe('var(--slot-0)');
  });
});
