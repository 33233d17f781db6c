import { basename } from 'node:path';
import { namesIn } from './control-names.ts';
import { readControl } from './recovery.ts';
import { targetPaths, type ClaimDeps } from './target-files.ts';

/**
 * Removes what a kill between the last steps of a small file left beside the finished one: the empty control
 * file, and the part file's name where it is another one of the finished file.
 */
export async function removeLastRemains(deps: ClaimDeps, target: string): Promise<void> {
  const { files, held } = deps;
  const paths = targetPaths(target);
  const names = await namesIn(deps, paths.folder);
  if (!names.ok || !names.value.has(basename(target)) || held.has(target)) return;
  const lock = await files.lockTarget(target);
  if (!lock.ok) return;
  const control = await readControl(files, paths.control);
  if (control.ok && control.value.kind === 'ours') await control.value.control.store.close();
  if (control.ok && control.value.kind === 'unreadable' && control.value.problem === 'empty') {
    const finished = await files.identity(target);
    const part = await files.identity(paths.part);
    const same =
      finished.ok &&
      part.ok &&
      finished.value.device === part.value.device &&
      finished.value.inode === part.value.inode;
    if (same) await files.remove(paths.part);
    const left = await files.kind(paths.part);
    if (left.ok && left.value === 'absent') await files.remove(paths.control);
  }
  lock.value.release();
}
