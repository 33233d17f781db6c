import { describe, expect, it } from 'vitest';
import { sizesIn } from './use-pane-sizes.ts';

describe('stored pane sizes', () => {
  it('are taken as they were, and as on the first day where they are no sizes', () => {
    expect(sizesIn('{"tree":250,"detail":180,"detailOpen":false,"sheet":400}')).toEqual({
      tree: 250,
      detail: 180,
      detailOpen: false,
      sheet: 400,
    });
    expect(sizesIn('{"tree":"wide"}')).toEqual(sizesIn(null));
    expect(sizesIn('nonsense')).toEqual(sizesIn(null));
  });
});
