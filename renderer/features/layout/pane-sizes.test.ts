import { describe, expect, it } from 'vitest';
import { sizesIn } from './pane-sizes.ts';

describe('stored pane sizes', () => {
  it('are taken as they were, and as on the first day where they are no sizes', () => {
    const stored = { tree: 250, detail: 180, detailOpen: false, dock: 'right', side: 500, sheet: 400 };
    expect(sizesIn(JSON.stringify(stored))).toEqual(stored);
    expect(sizesIn('{"tree":"wide","dock":"above"}')).toEqual(sizesIn(null));
    expect(sizesIn('nonsense')).toEqual(sizesIn(null));
  });
});
