import type { DownloadView } from '../../shared/model/view.ts';
import type { Column } from './columns.ts';
import { hostOf } from './download-host.ts';
import type { Library } from './library.ts';
import { isInPlace, type PlaceFilter } from './place.ts';
import { isFound, type SearchTerms } from './search.ts';
import { statuses, statusOf } from './status.ts';

export interface Sort {
  readonly column: Column;
  readonly ascending: boolean;
}

/** The newest above, as they were added. */
export const firstSort: Sort = { column: 'added', ascending: false };

/** Which downloads the list shows, and in which order. */
export interface Shown {
  readonly filter: PlaceFilter;
  readonly terms: SearchTerms;
  readonly sort: Sort;
}

/** Ids of the rows from top to bottom. Equal rows keep the order of the queue. */
export function rowsOf(library: Library, shown: Shown): readonly string[] {
  const rows = [...library.values()].filter((download) => isShown(download, shown));
  rows.sort((a, b) => compareRows(a, b, shown.sort));
  return rows.map((download) => download.id);
}

/** So many rows find their new place one by one; of more, all are put in order anew. */
const movedMost = 64;

/**
 * The rows after the downloads `ids` changed, as `rowsOf` would have them, without a look at the
 * others; the same array where no row comes, goes or moves.
 */
export function rowsAfter(
  rows: readonly string[],
  before: Library,
  after: Library,
  ids: readonly string[],
  shown: Shown,
): readonly string[] {
  const leaving = new Set<string>();
  const coming = new Map<string, DownloadView>();
  for (const id of new Set(ids)) {
    const was = before.get(id);
    const is = after.get(id);
    const there = was !== undefined && isShown(was, shown);
    const stays = is !== undefined && isShown(is, shown);
    if (there && stays && compareRows(was, is, shown.sort) === 0) continue;
    if (there) leaving.add(id);
    if (stays) coming.set(id, is);
  }
  if (leaving.size === 0 && coming.size === 0) return rows;
  if (coming.size > movedMost) return rowsOf(after, shown);
  const next = rows.filter((id) => !leaving.has(id));
  for (const download of coming.values()) {
    next.splice(placeOf(next, download, after, shown.sort), 0, download.id);
  }
  return next;
}

/** Where among sorted rows a download belongs. */
function placeOf(rows: readonly string[], download: DownloadView, library: Library, sort: Sort): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = library.get(rows[middle] ?? '');
    if (other !== undefined && compareRows(other, download, sort) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isShown(download: DownloadView, { filter, terms }: Shown): boolean {
  return isInPlace(download, filter) && isFound(download, terms);
}

function compareRows(a: DownloadView, b: DownloadView, { column, ascending }: Sort): number {
  const sign = ascending ? 1 : -1;
  return sign * (compare(a, b, column) || a.order - b.order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Sorted from the first letter or the soonest at the first click. */
const risesFirst: ReadonlySet<Column> = new Set([
  'name',
  'state',
  'time-left',
  'host',
  'category',
  'comment',
]);

/** The sort after a click on a column's head: a second click on the same one turns it round. */
export function sortBy(sort: Sort, column: Column): Sort {
  if (sort.column === column) return { column, ascending: !sort.ascending };
  return { column, ascending: risesFirst.has(column) };
}

/** A collator of its own: `localeCompare` would make one for every pair. */
const byName = new Intl.Collator(undefined, { numeric: true });

function compare(a: DownloadView, b: DownloadView, column: Column): number {
  switch (column) {
    case 'name':
      return byName.compare(a.name, b.name);
    case 'state':
      return statuses.indexOf(statusOf(a)) - statuses.indexOf(statusOf(b));
    case 'progress':
      return shareOf(a) - shareOf(b);
    case 'size':
      return (a.size ?? -1) - (b.size ?? -1);
    case 'speed':
      return a.rate - b.rate;
    case 'time-left':
      return (a.secondsLeft ?? Number.MAX_VALUE) - (b.secondsLeft ?? Number.MAX_VALUE);
    case 'added':
      return a.addedAt - b.addedAt;
    case 'finished':
      return (a.completedAt ?? 0) - (b.completedAt ?? 0);
    case 'host':
      return byName.compare(hostOf(a), hostOf(b));
    case 'category':
      return byName.compare(a.category, b.category);
    case 'connections':
      return a.active - b.active;
    case 'comment':
      return byName.compare(a.comment, b.comment);
  }
}

function shareOf(download: DownloadView): number {
  if (download.state.kind === 'completed') return 1;
  return download.size === null || download.size === 0 ? 0 : download.received / download.size;
}
