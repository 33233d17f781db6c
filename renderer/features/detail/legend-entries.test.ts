import { describe, expect, it } from 'vitest';
import { legendOf } from './legend-entries.ts';

describe('legendOf', () => {
  it('lists the connections, then an earlier session, then what is missing', () => {
    expect(legendOf([0, 10, 0, 10, 40, 2, 40, 60, 1], 100, [])).toEqual([
      { hue: 1, slots: [1], bytes: 20 },
      { hue: 2, slots: [2], bytes: 30 },
      { hue: 0, slots: [], bytes: 10 },
      { hue: null, slots: [], bytes: 40 },
    ]);
  });

  it('puts connections that share a hue together, and names one that has brought nothing yet', () => {
    expect(legendOf([0, 50, 9, 50, 100, 1], 100, [1, 3])).toEqual([
      { hue: 1, slots: [1, 9], bytes: 100 },
      { hue: 3, slots: [3], bytes: 0 },
    ]);
  });
});
