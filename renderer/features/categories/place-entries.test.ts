import { expect, test } from 'vitest';
import type { Category } from '../../../shared/model/category.ts';
import { placeEntries, visibleEntries } from './place-entries.ts';

const category = (id: string, parent: string | null = null): Category => ({
  id,
  name: id,
  parent,
  folder: '',
  extensions: [],
  hosts: [],
  types: [],
});
const entries = placeEntries([category('live', 'music'), category('music'), category('video')]);

test('the categories stand in "Finished", each in its own', () => {
  expect(entries.map(({ place, level, parent, hasChildren }) => [place, level, parent, hasChildren])).toEqual(
    [
      ['all', 1, null, false],
      ['downloading', 1, null, false],
      ['waiting', 1, null, false],
      ['finished', 1, null, true],
      ['category:music', 2, 'finished', true],
      ['category:live', 3, 'category:music', false],
      ['category:video', 2, 'finished', false],
      ['failed', 1, null, false],
      ['trash', 1, null, false],
    ],
  );
});

test('what is within a closed one is hidden, however deep', () => {
  const placesWith = (
    ...closed: Parameters<typeof visibleEntries>[1] extends ReadonlySet<infer P> ? P[] : never
  ) => visibleEntries(entries, new Set(closed)).map(({ place }) => place);
  expect(placesWith('category:music')).not.toContain('category:live');
  expect(placesWith('category:music')).toContain('category:video');
  expect(placesWith('finished')).toEqual(['all', 'downloading', 'waiting', 'finished', 'failed', 'trash']);
});
