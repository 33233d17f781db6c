import { basename, join } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import { takeSteps } from './file-steps.ts';
import type { PartSession } from './part-session.ts';
import { numberedName } from '../policy/file-names/file-name.ts';
import { isSameFile } from '../policy/control-file/file-state.ts';
import type { FileIdentity, FileStep, FileSystem } from '../ports/files.ts';

export interface Completed {
  readonly target: string;
  readonly identity: FileIdentity;
}

/**
 * The last steps, each of which can be the last one that happens: length, sync of the bytes and of
 * the control file, the final name (never over anything), sync of the folder, and only then the
 * control file goes. `asked`: the user named the file, so that a taken name is `file-exists`.
 * `onNamed` is told once the file has its name for good and before the control file goes, so that
 * at any moment something knows the finished file. Of a small file that came at once it is told before:
 * there the control file is empty and only says that the part file is ours.
 */
export async function completePart(
  files: FileSystem,
  session: PartSession,
  size: number,
  asked: boolean,
  onNamed: (completed: Completed) => void,
): Promise<Result<Completed, Failure>> {
  const { paths, part } = session;
  await session.writer.flush();
  if (session.unsaved) return completeWhole(files, session, size, asked, onNamed);
  const before = await part.identity();
  if (!before.ok) return before;
  if (before.value.size < size) return fail(short);
  if (before.value.size > size) {
    const cut = await part.truncate(size);
    if (!cut.ok) return cut;
  }
  const settled = await session.settle();
  if (!settled.ok) return settled;
  // A sync that failed after the last byte had come has taken bytes out again.
  if (!session.received.has({ start: 0, end: size })) return fail(short);
  // Names are given by path, and what lies there may not be what was written: somebody may have put
  // something else in its place meanwhile.
  const own = await isStill(files, paths.part, settled.value);
  if (!own.ok) return own;
  const completed = await nameForGood(files, session, settled.value, asked);
  if (!completed.ok) return completed;
  onNamed(completed.value);
  await session.discard(['control']);
  return completed;
}

/** The last steps of a small file of which nothing was saved yet. */
async function completeWhole(
  files: FileSystem,
  session: PartSession,
  size: number,
  asked: boolean,
  onNamed: (completed: Completed) => void,
): Promise<Result<Completed, Failure>> {
  const { paths } = session;
  if (!session.received.has({ start: 0, end: size })) return fail(short);
  const placed = await session.place();
  const identity = placed ?? (await synced(session));
  if (!identity.ok) return identity;
  if (identity.value.size !== size) return fail(short);
  onNamed({ target: paths.target, identity: identity.value });
  // Where nothing is open, the control file goes with the same steps.
  const last: FileStep[] = placed === null ? [] : [{ step: 'remove', path: paths.control }];
  const completed = await nameForGood(files, session, identity.value, asked, last);
  if (!completed.ok) return completed;
  if (completed.value.target !== paths.target) onNamed(completed.value);
  await session.discard(completed.value.cleared ? [] : ['control']);
  return completed;
}

/** Syncs a part file that is open already, and tells its identity. */
async function synced(session: PartSession): Promise<Result<FileIdentity, Failure>> {
  const done = await session.part.sync();
  if (done.ok) return session.part.identity();
  // The system may have dropped the bytes, and call the next sync a success.
  session.forget();
  return done;
}

/**
 * The final name, or with a number the first that is free; and a sync of the folder, so that it lasts. What is to
 * be done `last` follows at once where the name is the one that was meant; `cleared`: it was done.
 */
async function nameForGood(
  files: FileSystem,
  { paths: { folder, part, target } }: PartSession,
  identity: FileIdentity,
  asked: boolean,
  last: readonly FileStep[] = [],
): Promise<Result<Completed & { readonly cleared: boolean }, Failure>> {
  for (let number = 0; number < 1_000; number += 1) {
    const to = number === 0 ? target : join(folder, numberedName(basename(target), number));
    const naming: readonly FileStep[] = [
      { step: 'rename', from: part, to },
      { step: 'look', path: to, is: identity },
      { step: 'sync-folder', path: folder },
    ];
    const end = await takeSteps(files, number === 0 ? [...naming, ...last] : naming);
    if (end.done >= naming.length) return ok({ target: to, identity, cleared: end.done > naming.length });
    if (end.done === 0 && end.failure?.code === 'file-exists' && !asked) continue;
    if (end.done === 0) return fail(end.failure ?? taken);
    // A name that may not last is none: it is taken back, and can be given again.
    await files.renameExclusive(to, part);
    return fail(end.failure ?? replaced);
  }
  return fail(taken);
}

/** Whether the file that was written lies at `path`, unchanged. */
async function isStill(
  files: FileSystem,
  path: string,
  settled: FileIdentity,
): Promise<Result<void, Failure>> {
  const found = await files.identity(path);
  if (!found.ok) return found;
  return isSameFile(found.value, settled) ? ok(undefined) : fail(replaced);
}

const replaced: Failure = { code: 'file-io', facts: { errno: 'replaced', op: 'look' } };
const taken: Failure = { code: 'file-exists' };
const short: Failure = { code: 'file-io', facts: { errno: 'short', op: 'look' } };
