import type { DownloadState } from '../../../shared/model/state.ts';
import { isRunning } from '../../../shared/model/state.ts';

/** Which queued downloads may start now, in the order of the queue. `jobs`: downloads at a time. */
export function admit(
  downloads: readonly { readonly id: string; readonly order: number; readonly state: DownloadState }[],
  jobs: number,
): string[] {
  const running = downloads.filter((download) => isRunning(download.state)).length;
  if (running >= jobs) return [];
  return downloads
    .filter((download) => download.state.kind === 'queued')
    .toSorted((a, b) => a.order - b.order)
    .slice(0, jobs - running)
    .map((download) => download.id);
}
