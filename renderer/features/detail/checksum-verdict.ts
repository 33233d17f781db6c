import type { DownloadView } from '../../../shared/model/view.ts';

/**
 * What is to be said about a download's bytes: `none` nothing to compare with yet, `expected` a
 * sum waits for the last byte, `checking` it is being compared, and the three endings.
 */
export type ChecksumVerdict = 'none' | 'expected' | 'checking' | 'verified' | 'size-only' | 'mismatch';

export function checksumVerdict(download: Pick<DownloadView, 'state' | 'checksum'>): ChecksumVerdict {
  const { state, checksum } = download;
  if (checksum.verdict === 'match') return 'verified';
  if (checksum.verdict === 'mismatch') return 'mismatch';
  if (state.kind === 'interrupted' && state.failure.code === 'file-hash-mismatch') {
    return checksum.verdict === 'pending' ? 'checking' : 'mismatch';
  }
  if (checksum.expected !== null) {
    return state.kind === 'verifying' || state.kind === 'completed' ? 'checking' : 'expected';
  }
  return state.kind === 'completed' ? 'size-only' : 'none';
}
