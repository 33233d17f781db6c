import type { Download } from '../download.ts';
import type { RunSums } from './run-sums.ts';

/**
 * Looks for a sum in files beside the download while its bytes come; nothing waits for it, and a failure
 * of it is none. Where a sum of the person or of a list is known already, nobody is asked. The value ends
 * the search.
 */
export function lookBeside(download: Download, sums: RunSums): () => void {
  const { sidecars, limits } = download.context;
  const { record } = download;
  const [source] = download.sources;
  const known = record.expected !== null || record.sums.some(({ origin }) => origin !== 'server');
  if (limits.sidecarSums !== true || known || source === undefined) return () => undefined;
  const search = new AbortController();
  void sidecars.sumFor(source, search.signal).then((found) => {
    if (found === null || search.signal.aborted || download.record.expected !== null) return;
    sums.takeBeside(source.url.host, found);
  });
  return () => {
    // With a reason: without one each abort makes an error of its own, with its stack.
    search.abort('ended');
  };
}
