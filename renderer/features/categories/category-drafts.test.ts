import { expect, test } from 'vitest';
import { standardCategories } from '../../../shared/model/category.ts';
import { namelessCategory, newCategory, withCategory, withoutCategory, wordsIn } from './category-drafts.ts';

test('words are taken as they are typed', () => {
  expect(wordsIn(' .PDF, epub;tar.gz\n*.Example.org  pdf ')).toEqual([
    'pdf',
    'epub',
    'tar.gz',
    '*.example.org',
  ]);
  expect(wordsIn('  ')).toEqual([]);
});

test('a new category has an id of its own and can be changed', () => {
  const one = newCategory(standardCategories, 'One', null);
  const two = newCategory([...standardCategories, one], '', one.id);
  expect(two.id).not.toBe(one.id);
  const all = withCategory([...standardCategories, one, two], two.id, { folder: '/x' });
  expect(all.at(-1)).toEqual({ ...two, folder: '/x' });
  expect(namelessCategory(all)?.id).toBe(two.id);
  expect(namelessCategory(standardCategories)).toBeNull();
});

test('those within a deleted category move up to where it stood', () => {
  const one = newCategory(standardCategories, 'One', 'music');
  const two = newCategory([...standardCategories, one], 'Two', one.id);
  const left = withoutCategory([...standardCategories, one, two], one.id);
  expect(left.map(({ id }) => id)).not.toContain(one.id);
  expect(left.find(({ id }) => id === two.id)?.parent).toBe('music');
});
