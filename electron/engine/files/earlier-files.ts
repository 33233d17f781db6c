import { basename, join } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { CompleteFile } from './finished-file.ts';
import { PartSession, type TargetPaths } from './part-session.ts';
import type { ControlState } from '../policy/control-file.ts';
import { validatorText } from '../policy/validator.ts';
import type { FileIdentity, FileSystem, TargetLock } from '../ports/files.ts';
import { isSameFile, readControl, recoverPart, type OpenControl } from './recovery.ts';
import {
  closeAndCompare,
  controlEnding,
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
 */
export async function findPartial(
  deps: ClaimDeps,
  folder: string,
  target: string | null,
  who: Identity,
): Promise<Result<Found, Failure>> {
  const names = target === null ? await controlNames(deps, folder) : ok([basename(target)]);
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
    if (found.value.kind !== 'ours' || !(await closeAndCompare(found.value.control, who))) continue;
    const opened = await reopen(deps, paths, who);
    if (!opened.ok && isHeldHere(opened.failure)) continue;
    if (!opened.ok || opened.value.kind !== 'none') return opened;
  }
  return ok({ kind: 'none' });
}

async function controlNames(deps: ClaimDeps, folder: string): Promise<Result<string[], Failure>> {
  const kind = await deps.files.kind(folder);
  if (kind.ok && kind.value === 'absent') return ok([]);
  const names = await deps.files.list(folder);
  if (!names.ok) return names;
  return ok(
    names.value
      .filter((name) => name.endsWith(controlEnding))
      .map((name) => name.slice(0, -controlEnding.length)),
  );
}

/** Locks, reads the control file again under the lock, and checks the part file against it. */
async function reopen(deps: ClaimDeps, paths: TargetPaths, who: Identity): Promise<Result<Found, Failure>> {
  const lock = await deps.files.lockTarget(paths.target);
  if (!lock.ok) return lock;
  const found = await readControl(deps.files, paths.control);
  if (!found.ok || found.value.kind !== 'ours') {
    lock.value.release();
    return found.ok ? ok({ kind: 'none' }) : found;
  }
  const { control } = found.value;
  const opened = isOf(control, who) ? await openRecovered(deps, paths, control, lock.value) : ok(none);
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
): Promise<Result<Found, Failure>> {
  const { files, crc32 } = deps;
  const { state, store, position } = control;
  const identity = await settledAt(files, paths.target, state);
  if (identity !== null) {
    // The other name of the same file, where the rename was cut off between its two steps.
    if ((await settledAt(files, paths.part, state)) !== null) await files.remove(paths.part);
    // What was cut off may have been the sync of the final name.
    const synced = await files.syncFolder(paths.folder);
    const removed = synced.ok ? await files.remove(paths.control) : synced;
    if (!removed.ok) return removed;
    const validator = state.validator && validatorText(state.validator);
    return ok({ kind: 'complete', file: { target: paths.target, identity, computed: null, validator } });
  }
  const kind = await files.kind(paths.part);
  if (!kind.ok) return kind;
  // Something else lies in the part file's place: it is not ours to touch.
  if (kind.value !== 'file' && kind.value !== 'absent') return ok(none);
  const gone = kind.value === 'absent';
  const part = gone ? await files.createPart(paths.part) : await files.openPart(paths.part);
  if (!part.ok) return part;
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
    const ours = await closeAndCompare(found.value.control, who);
    const kind = await deps.files.kind(paths.part);
    if (ours && kind.ok && kind.value === 'file') await deps.files.remove(paths.part);
    if (ours) await deps.files.remove(paths.control);
  }
  lock.value.release();
}
