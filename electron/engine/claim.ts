import { basename, dirname, join } from 'node:path';
import type { Failure } from '../../shared/model/reasons.ts';
import type { Result } from '../../shared/model/result.ts';
import { fail, ok } from '../../shared/model/result.ts';
import { PartSession, type ControlFacts, type TargetPaths } from './part-session.ts';
import type { Crc32 } from './policy/block-checksums.ts';
import { numberedName } from './policy/file-name.ts';
import type { Validator } from './policy/validator.ts';
import type { FileSystem, TargetLock } from './ports/files.ts';
import { isSameFile, readControl, recoverPart, type OpenControl } from './recovery.ts';

const partEnding = '.part';
const controlEnding = '.part.tributary';
const numbersMost = 999;

export interface ClaimDeps {
  readonly files: FileSystem;
  readonly crc32: Crc32;
  /** Targets that other downloads of this process hold. */
  readonly held: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** Which download a control file is of. */
export interface Identity {
  readonly id: string;
  readonly url: string;
  readonly askedName: string | null;
}

export function targetPaths(target: string): TargetPaths {
  return {
    folder: dirname(target),
    target,
    part: `${target}${partEnding}`,
    control: `${target}${controlEnding}`,
  };
}

export type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'partial'; readonly session: PartSession; readonly dropped: number }
  /** The process ended between the last steps: the file is complete under its final name. */
  | { readonly kind: 'complete'; readonly target: string; readonly validator: Validator | null };

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

async function closeAndCompare(control: OpenControl, who: Identity): Promise<boolean> {
  await control.store.close();
  return isOf(control, who);
}

/** Whether the lock is with another download of this process. */
function isHeldHere(failure: Failure): boolean {
  return failure.code === 'file-in-use' && failure.facts?.['holder'] === 'this-process';
}

function isOf(control: OpenControl, who: Identity): boolean {
  const { state } = control;
  return state.id === who.id || (state.url === who.url && state.askedName === who.askedName);
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
  if (await isFinished(files, paths.target, control)) {
    // The other name of the same file, where the rename was cut off between its two steps.
    if (await isFinished(files, paths.part, control)) await files.remove(paths.part);
    const removed = await files.remove(paths.control);
    return removed.ok
      ? ok({ kind: 'complete', target: paths.target, validator: control.state.validator })
      : removed;
  }
  const kind = await files.kind(paths.part);
  if (!kind.ok) return kind;
  // Something else lies in the part file's place: it is not ours to touch.
  if (kind.value !== 'file' && kind.value !== 'absent') return ok(none);
  const gone = kind.value === 'absent';
  const part = gone ? await files.createPart(paths.part) : await files.openPart(paths.part);
  if (!part.ok) return part;
  const { state, store, position } = control;
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

/** Whether the file that was settled lies at `path`; at the target: the last steps were cut short. */
async function isFinished(files: FileSystem, path: string, control: OpenControl): Promise<boolean> {
  const { state } = control;
  if (!state.clean || state.part === null) return false;
  const found = await files.identity(path);
  return found.ok && isSameFile(found.value, state.part);
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

/** A new target: its lock is held, its part file and control file are made and empty. */
export async function claimNew(
  deps: ClaimDeps,
  folder: string,
  name: string,
  asked: boolean,
  facts: ControlFacts,
): Promise<Result<PartSession, Failure>> {
  const made = await deps.files.makeFolder(folder);
  if (!made.ok) return made;
  for (let number = 0; number <= numbersMost; number += 1) {
    const target = join(folder, number === 0 ? name : numberedName(name, number));
    const paths = targetPaths(target);
    const claimed = deps.held.has(target) ? fail(taken) : await claim(deps, paths, facts);
    if (claimed.ok || asked || !(await isTaken(deps.files, paths, facts, claimed.failure))) return claimed;
  }
  return fail(taken);
}

/** Whether a name is another's, so that a number gives this download one of its own. */
async function isTaken(
  files: FileSystem,
  paths: TargetPaths,
  who: Identity,
  failure: Failure,
): Promise<boolean> {
  if (failure.code === 'file-exists' || isHeldHere(failure)) return true;
  if (failure.code !== 'file-in-use') return false;
  const found = await readControl(files, paths.control);
  if (!found.ok || found.value.kind !== 'ours') return false;
  return !(await closeAndCompare(found.value.control, who));
}

const taken: Failure = { code: 'file-exists' };

async function claim(
  deps: ClaimDeps,
  paths: TargetPaths,
  facts: ControlFacts,
): Promise<Result<PartSession, Failure>> {
  const { files } = deps;
  const lock = await files.lockTarget(paths.target);
  if (!lock.ok) return lock;
  const session = await makeFiles(deps, paths, lock.value, facts);
  if (!session.ok) lock.value.release();
  return session;
}

async function makeFiles(
  deps: ClaimDeps,
  paths: TargetPaths,
  lock: TargetLock,
  facts: ControlFacts,
): Promise<Result<PartSession, Failure>> {
  const { files } = deps;
  const target = await files.kind(paths.target);
  if (!target.ok) return target;
  if (target.value !== 'absent') return fail(taken);
  const cleared = await clearUnreadable(files, paths);
  if (!cleared.ok) return cleared;
  // The control file first: a part file alone would be a stranger to the next start.
  const store = await files.createControl(paths.control);
  if (!store.ok) return store;
  const part = await files.createPart(paths.part);
  if (!part.ok) {
    await store.value.close();
    await files.remove(paths.control);
    return part;
  }
  const session = new PartSession({
    files,
    paths,
    lock,
    part: part.value,
    store: store.value,
    position: null,
    facts,
    crc32: deps.crc32,
  });
  const saved = await session.save();
  if (saved.ok) return ok(session);
  await session.discard(['part', 'control']);
  return saved;
}

/**
 * A control file that nobody can read any more (zeroed by a crash, torn in both slots) says that
 * the part file beside it was ours, and nothing about its bytes: both make way.
 */
async function clearUnreadable(files: FileSystem, paths: TargetPaths): Promise<Result<void, Failure>> {
  const control = await readControl(files, paths.control);
  if (!control.ok) return fail(taken);
  const part = await files.kind(paths.part);
  if (!part.ok) return part;
  if (control.value.kind === 'absent') return part.value === 'absent' ? ok(undefined) : fail(taken);
  if (control.value.kind === 'ours') {
    await control.value.control.store.close();
    return fail(taken);
  }
  if (control.value.problem === 'newer-version') return fail(taken);
  if (part.value !== 'absent' && part.value !== 'file') return fail(taken);
  const removed = part.value === 'file' ? await files.remove(paths.part) : ok(undefined);
  return removed.ok ? files.remove(paths.control) : removed;
}
