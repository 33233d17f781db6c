import type { DownloadRecord } from '../ports/catalog.ts';
import { discardPartial } from './earlier-files.ts';
import { fileMark } from './finished-file.ts';
import type { ClaimDeps } from './target-files.ts';

/**
 * Deletes what of a download lies on disk: the finished file as long as nobody changed it, or the part
 * file and control file. Never a file that is not ours.
 */
export async function deleteOwnFiles(deps: Omit<ClaimDeps, 'signal'>, record: DownloadRecord): Promise<void> {
  const { target, fileMark: mark } = record;
  if (target === null) return;
  if (mark !== null) {
    const identity = await deps.files.identity(target);
    if (identity.ok && fileMark(identity.value) === mark) await deps.files.remove(target);
  }
  if (record.state.kind !== 'completed') await discardPartial(deps, target, record);
}
