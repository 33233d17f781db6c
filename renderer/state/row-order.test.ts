import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DownloadView } from '../../shared/model/view.ts';
import { columns } from './columns.ts';
import { filterOf, fixedPlaces } from './place.ts';
import { libraryOf, withChanges, withoutDownloads, type Library } from './library.ts';
import { firstSort, rowsAfter, rowsOf, sortBy, type Shown } from './row-order.ts';
import { searchTerms } from './search.ts';
import { testingDownload } from './testing-download.ts';

const library = libraryOf([
  testingDownload({ id: 'a', name: 'part 10', addedAt: 3, order: 1, size: null }),
  testingDownload({ id: 'b', name: 'part 9', addedAt: 2, order: 2, received: 400 }),
  testingDownload({ id: 'c', name: 'part 1', addedAt: 2, order: 3, state: { kind: 'completed' } }),
]);

const shown: Shown = { filter: filterOf('all', []), terms: [], sort: firstSort };

describe('the order of rows', () => {
  it('has the newest above, and the later in the queue above among equals', () => {
    expect(rowsOf(library, shown)).toEqual(['a', 'c', 'b']);
  });

  it('compares numbers in names as numbers', () => {
    expect(rowsOf(library, { ...shown, sort: { column: 'name', ascending: true } })).toEqual(['c', 'b', 'a']);
  });

  it('puts what has ended behind what has not, whatever was received', () => {
    expect(rowsOf(library, { ...shown, sort: { column: 'progress', ascending: true } })).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('shows the rows of one category only', () => {
    expect(rowsOf(library, { ...shown, filter: filterOf('finished', []) })).toEqual(['c']);
  });

  it('shows the rows that a search finds, in any category', () => {
    expect(rowsOf(library, { ...shown, terms: searchTerms('part 1') })).toEqual(['a', 'c']);
    expect(
      rowsOf(library, { ...shown, filter: filterOf('finished', []), terms: searchTerms('part') }),
    ).toEqual(['c']);
  });

  it('turns round on the second click on the same column', () => {
    const byName = sortBy(firstSort, 'name');
    expect(byName).toEqual({ column: 'name', ascending: true });
    expect(sortBy(byName, 'name')).toEqual({ column: 'name', ascending: false });
    expect(sortBy(byName, 'size')).toEqual({ column: 'size', ascending: false });
  });
});

describe('rows after a change', () => {
  it('are the same array where nothing that decides has changed', () => {
    const rows = rowsOf(library, shown);
    const after = changed(library, testingDownload({ ...view('b'), received: 900, rate: 5 }));
    expect(rowsAfter(rows, library, after, ['b'], shown)).toBe(rows);
  });

  it('are what they would be if all were put in order anew, whatever came, went or changed', () => {
    const download = fc.record({
      id: fc.constantFrom(...'abcdefgh'),
      name: fc.constantFrom('one', 'two', 'three'),
      rate: fc.nat(3),
      order: fc.nat(9),
      state: fc.constantFrom<DownloadView['state']>({ kind: 'queued' }, { kind: 'completed' }),
    });
    const anyShown = fc.record({
      filter: fc.constantFrom(...fixedPlaces).map((place) => filterOf(place, [])),
      terms: fc.constantFrom(searchTerms(''), searchTerms('t')),
      sort: fc.record({ column: fc.constantFrom(...columns), ascending: fc.boolean() }),
    });
    fc.assert(
      fc.property(
        fc.array(download),
        fc.array(download),
        fc.array(fc.constantFrom(...'abcdefgh')),
        anyShown,
        (first, changes, removals, how) => {
          const before = libraryOf(first.map((part) => testingDownload(part)));
          const changed = withChanges(
            before,
            changes.map((part) => testingDownload(part)),
          );
          const after = withoutDownloads(changed, removals);
          const ids = [...changes.map(({ id }) => id), ...removals];
          expect(rowsAfter(rowsOf(before, how), before, after, ids, how)).toEqual(rowsOf(after, how));
        },
      ),
    );
  });
});

function view(id: string): DownloadView {
  const found = library.get(id);
  if (found === undefined) throw new Error(`There is no ${id}`);
  return found;
}

function changed(before: Library, download: DownloadView): Library {
  return withChanges(before, [download]);
}
