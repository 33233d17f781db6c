import { basename, join } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import { namesIn } from './control-names.ts';
import type { CompleteFile } from './finished-file.ts';
import { isLeftover } from './leftover-files.ts';
import { PartSession, type TargetPaths } from './part-session.ts';
import type { ControlState } from '../policy/control-file/control-file.ts';
import { isSameFile } from '../policy/control-file/file-state.ts';
import { validatorText } from '../policy/http-semantics/validator.ts';
import type { FileIdentity, FileSystem, PartFile, TargetLock } from '../ports/files.ts';
import { readControl, recoverPart, type OpenControl } from './recovery.ts';
import {
  closeAndCompare,
  isHeldHere,
  isOf,
  targetPaths,
  type ClaimDeps,
  type Identity,
} from './target-files.ts';

export type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'partial'; readonly session: PartSession; readonly dropped: number }
  /** The process ended between the last steps: the file is complete under its final name. */
  | { readonly kind: 'complete'; readonly file: CompleteFile };

/**
 * Looks for the files of an earlier session of this download: at `target` where it is known, else
 * by every control file in the folder. `file-in-use` when another process is at work on them.
 * `onComplete` is told of a complete file before its control file goes, so that at any moment
 * something knows it.
 */
export async function findPartial(
  deps: ClaimDeps,
  folder: string,
  target: string | null,
  who: Identity,
  onComplete: (file: CompleteFile) => void = () => undefined,
): Promise<Result<Found, Failure>> {
  const names = target === null ? await namesIn(deps, folder) : ok(new Set([basename(target)]));
  if (!names.ok) return names;
  for (const name of names.value) {
    const paths = targetPaths(join(folder, name));
    if (deps.held.has(paths.target)) continue;
    const found = await readControl(deps.files, paths.control);
    if (!found.ok) {
      // What cannot be read under another name is another download's trouble.
      if (target === null) continue;
      return found;
    }
    if (found.value.kind !== 'ours' || !(await closeAndCompare(found.value.control, who, deps))) continue;
    const opened = await reopen(deps, paths, (control) => isOf(control, who, deps), onComplete);
    if (!opened.ok && isHeldHere(opened.failure)) continue;
    if (!opened.ok || opened.value.kind !== 'none') return opened;
  }
  return ok({ kind: 'none' });
}

/**
 * Takes over the bytes of another download that lie at `target`, `size` bytes in all when complete.
 * Null where they are gone by now, or something is at work on them.
 */
export async function takeLeftover(
  deps: ClaimDeps,
  target: string,
  size: number,
): Promise<Result<PartSession | null, Failure>> {
  const matches = ({ state }: OpenControl): boolean => isLeftover(state, size, deps);
  const opened = await reopen(deps, targetPaths(target), matches, () => undefined);
  if (!opened.ok) return opened.failure.code === 'file-in-use' ? ok(null) : opened;
  return ok(opened.value.kind === 'partial' ? opened.value.session : null);
}

/** Locks, reads the control file again under the lock, and checks the part file against it. */
async function reopen(
  deps: ClaimDeps,
  paths: TargetPaths,
  matches: (control: OpenControl) => boolean,
  onComplete: (file: CompleteFile) => void,
): Promise<Result<Found, Failure>> {
  const lock = await deps.files.lockTarget(paths.target);
  if (!lock.ok) return lock;
  const found = await readControl(deps.files, paths.control);
  if (!found.ok || found.value.kind !== 'ours') {
    lock.value.release();
    return found.ok ? ok({ kind: 'none' }) : found;
  }
  const { control } = found.value;
  const opened = matches(control)
    ? await openRecovered(deps, paths, control, lock.value, onComplete)
    : ok(none);
  if (!opened.ok || opened.value.kind !== 'partial') {
    await control.store.close();
    lock.value.release();
  }
  return opened;
}

const none: Found = { kind: 'none' };

async function openRecovered(
  deps: ClaimDeps,
  paths: TargetPaths,
  control: OpenControl,
  lock: TargetLock,
  onComplete: (file: CompleteFile) => void,
): Promise<Result<Found, Failure>> {
  const { files, crc32 } = deps;
  const { state, store, position } = control;
  const identity = await settledAt(files, paths.target, state);
  if (identity !== null) {
    // The other name of the same file, where the rename was cut off between its two steps.
    if ((await settledAt(files, paths.part, state)) !== null) {
      const cleared = await files.remove(paths.part);
      if (!cleared.ok) return cleared;
    }
    // What was cut off may have been the sync of the final name.
    const synced = await files.syncFolder(paths.folder);
    if (!synced.ok) return synced;
    const validator = state.validator && validatorText(state.validator);
    const file: CompleteFile = { target: paths.target, identity, computed: null, validator };
    onComplete(file);
    const removed = await files.remove(paths.control);
    return removed.ok ? ok({ kind: 'complete', file }) : removed;
  }
  const kind = await files.kind(paths.part);
  if (!kind.ok) return kind;
  // Something else lies in the part file's place: it is not ours to touch.
  if (kind.value !== 'file' && kind.value !== 'absent') return ok(none);
  const gone = kind.value === 'absent';
  const part = gone ? await files.createPart(paths.part) : await files.openPart(paths.part);
  if (!part.ok) return part;
  const strange = gone ? ok(false) : await isStrange(part.value, state);
  if (!strange.ok || strange.value) {
    await part.value.close();
    return strange.ok ? ok(none) : strange;
  }
  const recovered = await recoverPart(part.value, state, crc32, deps.signal);
  if (!recovered.ok) {
    await part.value.close();
    return recovered;
  }
  const { received, checksums, dropped } = recovered.value;
  const session = new PartSession({
    files,
    paths,
    lock,
    part: part.value,
    store,
    position,
    facts: state,
    crc32,
    received,
    checksums,
  });
  const takenUp = await session.takeUp();
  if (takenUp.ok) return ok({ kind: 'partial', session, dropped });
  await part.value.close();
  return takenUp;
}

/**
 * Whether another name leads to the file that lies in the part file's place, and it is not known to be
 * ours: somebody may have put it there, and writing to it would change what is theirs.
 */
async function isStrange(part: PartFile, { part: ours }: ControlState): Promise<Result<boolean, Failure>> {
  const found = await part.identity();
  if (!found.ok) return found;
  const { device, inode, links } = found.value;
  return ok(links > 1 && (device !== ours?.device || inode !== ours.inode));
}

/** Identity of the file that was settled, if it lies at `path`; at the target: only its last steps are missing. */
async function settledAt(files: FileSystem, path: string, state: ControlState): Promise<FileIdentity | null> {
  if (!state.clean || state.part === null) return null;
  const found = await files.identity(path);
  return found.ok && isSameFile(found.value, state.part) ? found.value : null;
}

/** Deletes the part file and control file of a download that is not running, where they are its own. */
export async function discardPartial(
  deps: Omit<ClaimDeps, 'signal'>,
  target: string,
  who: Identity,
): Promise<void> {
  const paths = targetPaths(target);
  if (deps.held.has(target)) return;
  const lock = await deps.files.lockTarget(target);
  if (!lock.ok) return;
  const found = await readControl(deps.files, paths.control);
  if (found.ok && found.value.kind === 'ours') {
    const ours = await closeAndCompare(found.value.control, who, deps);
    const kind = await deps.files.kind(paths.part);
    if (ours && kind.ok && kind.value === 'file') await deps.files.remove(paths.part);
    if (ours) await deps.files.remove(paths.control);
  }
  lock.value.release();
}
