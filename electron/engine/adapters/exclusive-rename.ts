import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import { errnoOf, fileFailure } from './file-failure.ts';

/** The calls a rename is made of; tests put systems there that lack one or refuse one for a while. */
export interface RenameSystem {
  readonly platform: NodeJS.Platform;
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Waits so many milliseconds. */
  wait(delay: number): Promise<void>;
}

export const nodeSystem: RenameSystem = {
  platform: process.platform,
  link,
  rename,
  unlink,
  wait: (delay) => wait(delay),
};

/** How a file system without hard links refuses one. EISDIR is what Windows' "no such function" becomes. */
const noLinks: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EMLINK'];
/** How Windows says that a scanner or an indexer has the file open for a moment. */
const sharing: readonly string[] = ['EBUSY', 'EPERM', 'EACCES'];
/** Milliseconds between tries: about three seconds in all. */
const sharingDelays: readonly number[] = [50, 100, 200, 400, 800, 1_600];

/**
 * Gives the regular file `from` the name `to` and never replaces anything: `file-exists` where
 * something is there. Both lie in one file system. Goes on with a rename that was cut off between
 * its two steps, when both names are the same file.
 */
export async function renameExclusive(
  from: string,
  to: string,
  system: RenameSystem = nodeSystem,
): Promise<Result<void, Failure>> {
  try {
    await retrySharing(system, () => system.link(from, to));
  } catch (error) {
    const errno = errnoOf(error);
    if (noLinks.includes(errno)) return renameOverPlaceholder(from, to, system);
    if (errno !== 'EEXIST' || !(await isSameFile(from, to))) return fail(fileFailure(error, 'rename'));
  }
  try {
    await retrySharing(system, () => system.unlink(from));
    return ok(undefined);
  } catch (error) {
    // The old name would go on naming the finished file: one write to it would spoil that.
    if (await isSameFile(from, to)) await unlinkQuietly(to);
    return fail(fileFailure(error, 'rename'));
  }
}

/**
 * Where there are no hard links: an empty file that was not there before takes the name, and is
 * replaced. What is replaced is ours in every case; a crash in between leaves it, empty.
 */
async function renameOverPlaceholder(
  from: string,
  to: string,
  system: RenameSystem,
): Promise<Result<void, Failure>> {
  let placed = false;
  try {
    const placeholder = await open(to, 'wx');
    placed = true;
    await placeholder.close();
    await retrySharing(system, () => system.rename(from, to));
    return ok(undefined);
  } catch (error) {
    if (placed) await removeIfEmpty(to);
    return fail(fileFailure(error, 'rename'));
  }
}

/** On Windows, tries again for about three seconds what a program that looks at the file refuses. */
export async function retrySharing(
  system: Pick<RenameSystem, 'platform' | 'wait'>,
  run: () => Promise<void>,
): Promise<void> {
  for (const delay of system.platform === 'win32' ? sharingDelays : []) {
    try {
      return await run();
    } catch (error) {
      if (!sharing.includes(errnoOf(error))) throw error;
      await system.wait(delay);
    }
  }
  return run();
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  try {
    const [one, other] = await Promise.all([lstat(a, { bigint: true }), lstat(b, { bigint: true })]);
    return one.isFile() && one.dev === other.dev && one.ino === other.ino;
  } catch {
    return false;
  }
}

async function removeIfEmpty(path: string): Promise<void> {
  try {
    const stats = await lstat(path);
    if (stats.isFile() && stats.size === 0) await unlink(path);
  } catch {
    // It stays, empty; the failure that is reported is the rename's.
  }
}

async function unlinkQuietly(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch {
    // Both names stay; the next try finds them to be one file and goes on from there.
  }
}
