import { expect, test } from 'vitest';
import type { Category } from '../../shared/model/category.ts';
import { libraryOf } from './library.ts';
import { countPlaces, filterOf, isInPlace, placeOfCategory, type Place } from './place.ts';
import { tallyOf } from './tally.ts';
import { testingDownload } from './testing-download.ts';

const category = (id: string, parent: string | null = null): Category => ({
  id,
  name: id,
  parent,
  folder: '',
  extensions: [],
  hosts: [],
  types: [],
});
const categories = [category('music'), category('live', 'music'), category('video')];
const done = { state: { kind: 'completed' } } as const;
const downloads = [
  testingDownload({ id: 'song', ...done, category: 'music' }),
  testingDownload({ id: 'concert', ...done, category: 'live' }),
  testingDownload({ id: 'film', ...done, category: 'video', trashedAt: 5 }),
  testingDownload({ id: 'coming', category: 'music', state: { kind: 'downloading' } }),
  testingDownload({ id: 'stray', ...done, category: 'deleted-long-ago' }),
];

const idsIn = (place: Place): readonly string[] =>
  downloads.filter((one) => isInPlace(one, filterOf(place, categories))).map(({ id }) => id);

test('a category holds what is finished of it and of those within it', () => {
  expect(idsIn(placeOfCategory('music'))).toEqual(['song', 'concert']);
  expect(idsIn(placeOfCategory('live'))).toEqual(['concert']);
  expect(idsIn(placeOfCategory('nobody'))).toEqual([]);
});

test('what lies in the trash is nowhere else', () => {
  expect(idsIn('trash')).toEqual(['film']);
  expect(idsIn('all')).toEqual(['song', 'concert', 'coming', 'stray']);
  expect(idsIn('finished')).toEqual(['song', 'concert', 'stray']);
  expect(idsIn(placeOfCategory('video'))).toEqual([]);
});

test('each place counts what it shows', () => {
  const { finished, fixed } = tallyOf(libraryOf(downloads)).standing;
  const counts = countPlaces(fixed, finished, categories);
  expect(counts.fixed).toEqual({ all: 4, downloading: 1, waiting: 0, finished: 3, failed: 0, trash: 1 });
  expect([...counts.categories]).toEqual([
    ['music', 2],
    ['live', 1],
    ['video', 0],
  ]);
});
