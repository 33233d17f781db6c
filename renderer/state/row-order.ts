import type { DownloadView } from '../../shared/model/view.ts';
import type { Category } from './category.ts';
import { isInCategory } from './category.ts';
import type { Library } from './library.ts';
import { statuses, statusOf } from './status.ts';

export const columns = ['name', 'state', 'progress', 'size', 'speed', 'time-left', 'added'] as const;

export type Column = (typeof columns)[number];

export interface Sort {
  readonly column: Column;
  readonly ascending: boolean;
}

/** The newest above, as they were added. */
export const firstSort: Sort = { column: 'added', ascending: false };

/** Ids of the rows of a category from top to bottom. Equal rows keep the order of the queue. */
export function rowsOf(library: Library, category: Category, sort: Sort): readonly string[] {
  const rows = [...library.values()].filter((download) => isInCategory(download, category));
  const sign = sort.ascending ? 1 : -1;
  rows.sort((a, b) => sign * compare(a, b, sort.column) || sign * (a.order - b.order));
  return rows.map((download) => download.id);
}

/** The sort after a click on a column's head: a second click on the same one turns it round. */
export function sortBy(sort: Sort, column: Column): Sort {
  if (sort.column === column) return { column, ascending: !sort.ascending };
  return { column, ascending: column === 'name' || column === 'state' || column === 'time-left' };
}

function compare(a: DownloadView, b: DownloadView, column: Column): number {
  switch (column) {
    case 'name':
      return a.name.localeCompare(b.name, undefined, { numeric: true });
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
  }
}

function shareOf(download: DownloadView): number {
  if (download.state.kind === 'completed') return 1;
  return download.size === null || download.size === 0 ? 0 : download.received / download.size;
}
