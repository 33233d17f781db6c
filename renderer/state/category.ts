import type { DownloadView } from '../../shared/model/view.ts';
import { isFinished } from './status.ts';

export const categories = ['all', 'downloading', 'waiting', 'finished', 'failed'] as const;

export type Category = (typeof categories)[number];

/** The one category, besides `all`, that a download stands in. */
export function categoryOf(download: DownloadView): Exclude<Category, 'all'> {
  if (isFinished(download)) return download.checksum.verdict === 'mismatch' ? 'failed' : 'finished';
  switch (download.state.kind) {
    case 'queued':
    case 'paused':
      return 'waiting';
    case 'interrupted':
      return 'failed';
    default:
      return 'downloading';
  }
}

export function isInCategory(download: DownloadView, category: Category): boolean {
  return category === 'all' || categoryOf(download) === category;
}

export function countByCategory(downloads: Iterable<DownloadView>): Readonly<Record<Category, number>> {
  const counts: Record<Category, number> = { all: 0, downloading: 0, waiting: 0, finished: 0, failed: 0 };
  for (const download of downloads) {
    counts.all += 1;
    counts[categoryOf(download)] += 1;
  }
  return counts;
}
