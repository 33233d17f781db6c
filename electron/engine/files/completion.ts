import { basename, dirname, join } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { PartSession } from './part-session.ts';
import { isSameFile } from './recovery.ts';
import { numberedName } from '../policy/file-name.ts';
import type { FileIdentity, FileSystem } from '../ports/files.ts';

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
  const { paths, part } = session;
  if (!session.received.has({ start: 0, end: size })) return fail(short);
  const made = await session.make();
  if (!made.ok) return made;
  const synced = await part.sync();
  if (!synced.ok) {
    // The system may have dropped the bytes, and call the next sync a success.
    session.forget();
    return synced;
  }
  const identity = await part.identity();
  if (!identity.ok) return identity;
  if (identity.value.size !== size) return fail(short);
  onNamed({ target: paths.target, identity: identity.value });
  const completed = await nameForGood(files, session, identity.value, asked);
  if (!completed.ok) return completed;
  if (completed.value.target !== paths.target) onNamed(completed.value);
  await session.discard(['control']);
  return completed;
}

async function nameForGood(
  files: FileSystem,
  { paths }: PartSession,
  identity: FileIdentity,
  asked: boolean,
): Promise<Result<Completed, Failure>> {
  const named = await nameFinally(files, paths.part, paths.target, asked);
  if (!named.ok) return named;
  const still = await isStill(files, named.value, identity);
  const lasting = still.ok ? await files.syncFolder(paths.folder) : still;
  if (lasting.ok) return ok({ target: named.value, identity });
  // A name that may not last is none: it is taken back, and can be given again.
  await files.renameExclusive(named.value, paths.part);
  return lasting;
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
const short: Failure = { code: 'file-io', facts: { errno: 'short', op: 'look' } };

async function nameFinally(
  files: FileSystem,
  part: string,
  target: string,
  asked: boolean,
): Promise<Result<string, Failure>> {
  for (let number = 0; number < 1_000; number += 1) {
    const to = number === 0 ? target : join(dirname(target), numberedName(basename(target), number));
    const renamed = await files.renameExclusive(part, to);
    if (renamed.ok) return ok(to);
    if (renamed.failure.code !== 'file-exists' || asked) return renamed;
  }
  return fail({ code: 'file-exists' });
}
