import { describe, expect, it } from 'vitest';
import { libraryOf } from './library.ts';
import { firstSort, rowsOf, sortBy } from './row-order.ts';
import { testingDownload } from './testing-download.ts';

const library = libraryOf([
  testingDownload({ id: 'a', name: 'part 10', addedAt: 3, order: 1, size: null }),
  testingDownload({ id: 'b', name: 'part 9', addedAt: 2, order: 2, received: 400 }),
  testingDownload({ id: 'c', name: 'part 1', addedAt: 2, order: 3, state: { kind: 'completed' } }),
]);

describe('the order of rows', () => {
  it('has the newest above, and the later in the queue above among equals', () => {
    expect(rowsOf(library, 'all', firstSort)).toEqual(['a', 'c', 'b']);
  });

  it('compares numbers in names as numbers', () => {
    expect(rowsOf(library, 'all', { column: 'name', ascending: true })).toEqual(['c', 'b', 'a']);
  });

  it('puts what has ended behind what has not, whatever was received', () => {
    expect(rowsOf(library, 'all', { column: 'progress', ascending: true })).toEqual(['a', 'b', 'c']);
  });

  it('shows the rows of one category only', () => {
    expect(rowsOf(library, 'finished', firstSort)).toEqual(['c']);
  });

  it('turns round on the second click on the same column', () => {
    const byName = sortBy(firstSort, 'name');
    expect(byName).toEqual({ column: 'name', ascending: true });
    expect(sortBy(byName, 'name')).toEqual({ column: 'name', ascending: false });
    expect(sortBy(byName, 'size')).toEqual({ column: 'size', ascending: false });
  });
});
