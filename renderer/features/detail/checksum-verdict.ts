import { isStrong, type Sum } from '../../../shared/model/sums.ts';
import type { DownloadView } from '../../../shared/model/view.ts';

/**
 * What is to be said about a download's bytes: `none` nothing to compare with yet, `expected` a
 * sum waits for the last byte, `checking` it is being compared, and the four endings.
 */
export type ChecksumVerdict =
  'none' | 'expected' | 'checking' | 'verified' | 'size-only' | 'mismatch' | 'disputed';

export function checksumVerdict(download: Pick<DownloadView, 'state' | 'checksum'>): ChecksumVerdict {
  const { state, checksum } = download;
  if (checksum.verdict === 'match') return 'verified';
  if (checksum.verdict === 'mismatch' || checksum.verdict === 'disputed') return checksum.verdict;
  if (state.kind === 'interrupted' && state.failure.code === 'file-hash-mismatch') {
    return checksum.verdict === 'pending' ? 'checking' : 'mismatch';
  }
  if (checksum.verdict === 'pending') {
    return state.kind === 'verifying' || state.kind === 'completed' ? 'checking' : 'expected';
  }
  return state.kind === 'completed' ? 'size-only' : 'none';
}

/** The words that say why: whose sum it was that decided, where it was not the person's own. */
export type ChecksumReason =
  | ChecksumVerdict
  | 'finished-mismatch'
  | 'mismatch-of-others'
  | 'verified-by-server'
  | 'verified-by-list'
  | 'verified-beside'
  | 'verified-beside-weakly'
  | 'verified-weakly';

export function checksumReason(download: Pick<DownloadView, 'state' | 'checksum'>): {
  readonly reason: ChecksumReason;
  /** The sum that it is about. */
  readonly sum: Sum | null;
} {
  const verdict = checksumVerdict(download);
  const { expected, computed, sums = [] } = download.checksum;
  const own = expected ?? computed;
  if (expected !== null || (verdict !== 'verified' && verdict !== 'mismatch')) {
    const finished = verdict === 'mismatch' && download.state.kind === 'completed';
    return { reason: finished ? 'finished-mismatch' : verdict, sum: own ?? sums[0] ?? null };
  }
  if (verdict === 'mismatch') return { reason: 'mismatch-of-others', sum: own };
  const matching = sums.filter((sum) => sum.verdict === 'match');
  const best = matching.find(({ algorithm }) => isStrong(algorithm)) ?? matching[0];
  if (best === undefined) return { reason: verdict, sum: own };
  if (best.origin === 'list') return { reason: 'verified-by-list', sum: best };
  if (best.origin === 'beside') {
    const reason = isStrong(best.algorithm) ? 'verified-beside' : 'verified-beside-weakly';
    return { reason, sum: best };
  }
  return { reason: isStrong(best.algorithm) ? 'verified-by-server' : 'verified-weakly', sum: best };
}
