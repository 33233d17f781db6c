import { createHash } from 'node:crypto';
import { linkSync, lstatSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { TargetLock } from '../ports/files.ts';
import { errnoOf, fileFailure } from './file-failure.ts';
import { lockOwnerIn } from './lock-owner.ts';
import { lockFile, openDatabase, removeQuietly, type OpenDatabase } from './lock-probe.ts';
import { makeFolderSync } from './make-folder.ts';

const inUse: Failure = { code: 'file-in-use' };
const inUseHere: Failure = { code: 'file-in-use', facts: { holder: 'this-process' } };

/** Lock files that this process holds. SQLite's own locks do not tell its threads apart in time. */
const held = new Set<string>();

/** How often a lock file may come and go between two looks at it, before it is called in use. */
const tries = 20;

/** The folder of lock files: of this user alone, in the system's place for such. */
export function lockFolderOfUser(): string {
  return join(tmpdir(), `tributary-locks-${process.getuid?.() ?? 'user'}`);
}

/**
 * Locks a target path for this process: `file-in-use` where another process, or another download
 * of this one, holds it. The lock is a name in `folder` of the file that this process keeps locked
 * there, so it ends with the process, however that ends. Names that differ only in case or in their
 * Unicode form share a lock, because on some file systems they are one file.
 */
export function lockTarget(
  target: string,
  folder: string,
  open: OpenDatabase = openDatabase,
): Result<TargetLock, Failure> {
  try {
    const file = join(folder, lockName(target));
    if (held.has(file)) return fail(inUseHere);
    for (let turn = 0; turn < tries; turn += 1) {
      const lock = linked(file, folder, open) ?? byItself(file, folder, open);
      if (lock === 'busy') return fail(inUse);
      if (lock !== 'gone') return ok(lock);
    }
    return fail(inUse);
  } catch (error) {
    return fail(fileFailure(error, 'lock'));
  }
}

/**
 * Gives the file of this process one more name, in one step that fails where the name is taken. Null
 * where the system has no second names, or none that goes while its file is open (Windows).
 */
function linked(file: string, folder: string, open: OpenDatabase): TargetLock | 'busy' | 'gone' | null {
  if (process.platform === 'win32') return null;
  const owner = lockOwnerIn(folder, makeOwnFolder);
  try {
    linkSync(owner.file, file);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT') owner.lost();
    owner.letGo();
    if (errno === 'ENOENT') return 'gone';
    return errno === 'EEXIST' ? removeDead(file, open) : null;
  }
  return holding(file, () => {
    removeQuietly(file);
    owner.letGo();
  });
}

/** Removes a name that a process left when it died: nobody's lock is on it. */
function removeDead(file: string, open: OpenDatabase): 'busy' | 'gone' {
  const database = lockFile(file, open);
  if (typeof database === 'string') return database;
  // Not kept: the dead process may have left other names of the same file, which are free as well.
  removeQuietly(file);
  database.close();
  return 'gone';
}

/** Locks the file that has the name. */
function byItself(file: string, folder: string, open: OpenDatabase): TargetLock | 'busy' | 'gone' {
  makeOwnFolder(folder);
  const database = lockFile(file, open);
  if (typeof database === 'string') return database;
  return holding(file, () => {
    // While it is still locked: who opened it meanwhile sees afterwards that it is gone.
    removeQuietly(file);
    database.close();
    // Windows lets nobody remove an open file; there a closed one that another has opened stays.
    if (process.platform === 'win32') removeQuietly(file);
  });
}

function holding(file: string, letGo: () => void): TargetLock {
  held.add(file);
  return {
    release() {
      if (!held.delete(file)) return;
      letGo();
    },
  };
}

/** In a place that all users share, a folder of that name may be somebody else's trap. */
function makeOwnFolder(folder: string): void {
  const known = lstatSync(folder, { throwIfNoEntry: false });
  if (known === undefined) makeFolderSync(folder, 0o700);
  const stats = known ?? lstatSync(folder);
  const user = process.getuid?.();
  const own = user === undefined || (stats.uid === user && (stats.mode & 0o077) === 0);
  if (!stats.isDirectory() || !own) throw Object.assign(new Error('not our folder'), { code: 'EPERM' });
}

function lockName(target: string): string {
  const name = basename(target).normalize('NFC').toLowerCase();
  const key = join(realpathSync.native(dirname(target)), name);
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.lock`;
}
