import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categoryTree, categoryWithin, standardCategories, type Category } from './category.ts';

function category(id: string, parent: string | null = null): Category {
  return { id, name: id, parent, folder: '', extensions: [], hosts: [], types: [] };
}

test('a tree has each category below the one it stands in', () => {
  const tree = categoryTree([category('c', 'a'), category('a'), category('b'), category('d', 'c')]);
  expect(tree.map(({ category: { id }, depth }) => `${depth}${id}`)).toEqual(['0a', '1c', '2d', '0b']);
});

test('a category holds itself and all that stand in it', () => {
  const all = [category('a'), category('b', 'a'), category('c', 'b'), category('d')];
  expect([...categoryWithin(all, 'a')]).toEqual(['a', 'b', 'c']);
  expect([...categoryWithin(all, 'd')]).toEqual(['d']);
  expect([...categoryWithin(all, 'nobody')]).toEqual([]);
});

test('the first set has an ending for one category each', () => {
  const endings = standardCategories.flatMap(({ extensions }) => extensions);
  expect(new Set(endings).size).toBe(endings.length);
});

test('whatever the parents say, each category stands in the tree once, at most one deeper than the last', () => {
  const id = fc.constantFrom(...'abcdef');
  const any = fc.uniqueArray(fc.tuple(id, fc.option(fc.constantFrom(...'abcdefx'))), {
    selector: ([a]) => a,
  });
  fc.assert(
    fc.property(any, (pairs) => {
      const tree = categoryTree(pairs.map(([one, parent]) => category(one, parent)));
      expect(tree.map((placed) => placed.category.id).sort()).toEqual(pairs.map(([one]) => one).sort());
      let deepest = -1;
      for (const { depth } of tree) {
        expect(depth).toBeLessThanOrEqual(deepest + 1);
        deepest = depth;
      }
    }),
  );
});
