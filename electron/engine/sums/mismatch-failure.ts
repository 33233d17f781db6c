import type { Failure } from '../../../shared/model/reasons.ts';
import type { DownloadRecord } from '../ports/catalog.ts';

/** Whose sum it was that the file does not have; nothing more is said where it was the person's own. */
export function mismatchFailure(record: DownloadRecord, verdict: 'mismatch' | 'disputed'): Failure {
  if (record.expected !== null) return { code: 'file-hash-mismatch' };
  const wrong = record.sums.find((sum) => sum.verdict === 'mismatch');
  const by = verdict === 'disputed' ? verdict : (wrong?.origin ?? '');
  return { code: 'file-hash-mismatch', facts: { by } };
}
