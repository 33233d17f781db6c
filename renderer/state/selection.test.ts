import { describe, expect, it } from 'vitest';
import {
  extendTo,
  keepVisible,
  neighbour,
  nothingSelected,
  selectAll,
  selectMany,
  selectOnly,
  toggle,
} from './selection.ts';

const rows = ['a', 'b', 'c', 'd', 'e'];
const idsOf = (selection: { readonly ids: ReadonlySet<string> }) => [...selection.ids];

describe('selecting', () => {
  it('extends from the anchor in both directions, and again from the same anchor', () => {
    const down = extendTo(selectOnly('b'), rows, 'd');
    expect(idsOf(down)).toEqual(['b', 'c', 'd']);
    expect(idsOf(extendTo(down, rows, 'a'))).toEqual(['a', 'b']);
  });

  it('selects one row where the anchor is gone', () => {
    expect(idsOf(extendTo(selectOnly('gone'), rows, 'c'))).toEqual(['c']);
  });

  it('toggles a row in and out and moves the focus with it', () => {
    const both = toggle(selectOnly('a'), 'c');
    expect(idsOf(both)).toEqual(['a', 'c']);
    expect(both.focus).toBe('c');
    expect(idsOf(toggle(both, 'a'))).toEqual(['c']);
  });

  it('selects all rows and keeps the focus where it stands', () => {
    expect(selectAll(selectOnly('c'), rows)).toMatchObject({ focus: 'c', ids: new Set(rows) });
    expect(selectAll(nothingSelected, rows).focus).toBe('a');
  });
});

describe('moving by keys', () => {
  it('begins at the first row, and stays inside the list', () => {
    expect(neighbour(nothingSelected, rows, 1)).toBe('a');
    expect(neighbour(selectOnly('e'), rows, 1)).toBe('e');
    expect(neighbour(selectOnly('b'), rows, -9)).toBe('a');
    expect(neighbour(selectOnly('b'), rows, 2)).toBe('d');
    expect(neighbour(nothingSelected, rows, rows.length)).toBe('e');
    expect(neighbour(nothingSelected, [], 1)).toBeNull();
  });
});

describe('when rows go away', () => {
  it('the same selection object stays where nothing selected went', () => {
    const selection = selectOnly('c');
    expect(keepVisible(selection, rows, ['c', 'd'])).toBe(selection);
  });

  it('the row that moved into the place is selected, the one above at the end of the list', () => {
    expect(idsOf(keepVisible(selectOnly('c'), rows, ['a', 'b', 'd', 'e']))).toEqual(['d']);
    expect(idsOf(keepVisible(selectOnly('e'), rows, ['a', 'b', 'c', 'd']))).toEqual(['d']);
  });

  it('what is left of several stays selected, and the focus moves into it', () => {
    const left = keepVisible(selectMany(['b', 'c']), rows, ['a', 'c']);
    expect(left).toEqual({ ids: new Set(['c']), focus: 'c', anchor: 'c' });
  });

  it('nothing is selected in an empty list', () => {
    expect(keepVisible(selectOnly('a'), rows, [])).toEqual(nothingSelected);
  });
});
