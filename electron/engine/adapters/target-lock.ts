import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, realpathSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { TargetLock } from '../ports/files.ts';
import { errnoOf, fileFailure } from './file-failure.ts';
import { makeFolderSync } from './make-folder.ts';

const inUse: Failure = { code: 'file-in-use' };
const inUseHere: Failure = { code: 'file-in-use', facts: { holder: 'this-process' } };

/** Lock files that this process holds. SQLite's own locks do not tell its threads apart in time. */
const held = new Set<string>();

/** How often a lock file may be taken away between opening and locking it, before it is called in use. */
const tries = 20;

/** The folder of lock files: of this user alone, in the system's place for such. */
export function lockFolderOfUser(): string {
  return join(tmpdir(), `tributary-locks-${process.getuid?.() ?? 'user'}`);
}

/** Tests put a holder here that removes the file at the worst moment. */
type OpenDatabase = (file: string) => DatabaseSync;

const openDatabase: OpenDatabase = (file) => new DatabaseSync(file, { timeout: 0 });

/**
 * Locks a target path for this process: `file-in-use` where another process, or another download
 * of this one, holds it. The lock is SQLite's on a small file in `folder`, so it ends with the
 * process, however that ends. Names that differ only in case or in their Unicode form share a
 * lock, because on some file systems they are one file.
 */
export function lockTarget(
  target: string,
  folder: string,
  open: OpenDatabase = openDatabase,
): Result<TargetLock, Failure> {
  try {
    makeOwnFolder(folder);
    const file = join(folder, lockName(target));
    if (held.has(file)) return fail(inUseHere);
    for (let turn = 0; turn < tries; turn += 1) {
      const database = tryLock(file, open);
      if (database === 'busy') return fail(inUse);
      if (database !== 'gone') return ok(lockOf(file, database));
    }
    return fail(inUse);
  } catch (error) {
    return fail(fileFailure(error, 'lock'));
  }
}

function lockOf(file: string, database: DatabaseSync): TargetLock {
  held.add(file);
  return {
    release() {
      if (!database.isOpen) return;
      // While it is still locked: who opened it meanwhile sees afterwards that it is gone.
      removeQuietly(file);
      database.close();
      // Windows lets nobody remove an open file; there a closed one that another has opened stays.
      if (process.platform === 'win32') removeQuietly(file);
      held.delete(file);
    },
  };
}

/** `gone`: what was locked is not what lies at the path any more, because its holder removed it. */
function tryLock(file: string, open: OpenDatabase): DatabaseSync | 'busy' | 'gone' {
  create(file);
  const before = markOf(file);
  // The only descriptor this process ever has of the file while it holds the lock is SQLite's:
  // closing any other one would drop the lock (POSIX record locks).
  const database = open(file);
  const gone = () => before === null || before !== markOf(file);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    if (!gone()) return database;
    database.close();
    return 'gone';
  } catch (error) {
    database.close();
    // SQLite sees some removals itself, and has an error of its own for them.
    if (gone()) return 'gone';
    if (sqliteCode(error) === sqliteBusy) return 'busy';
    throw error;
  }
}

/** Makes the lock file, so that it is there to be looked at before SQLite opens it. */
function create(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

/** What tells the file at a path from one that was there before; null where there is none. */
function markOf(file: string): string | null {
  const stats = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return stats?.isFile() === true ? `${stats.dev}:${stats.ino}:${stats.birthtimeNs}` : null;
}

/** In a place that all users share, a folder of that name may be somebody else's trap. */
function makeOwnFolder(folder: string): void {
  makeFolderSync(folder, 0o700);
  const stats = lstatSync(folder);
  const user = process.getuid?.();
  const own = user === undefined || (stats.uid === user && (stats.mode & 0o077) === 0);
  if (!stats.isDirectory() || !own) throw Object.assign(new Error('not our folder'), { code: 'EPERM' });
}

function lockName(target: string): string {
  const name = basename(target).normalize('NFC').toLowerCase();
  const key = join(realpathSync.native(dirname(target)), name);
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.lock`;
}

const sqliteBusy = 5;

function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  // The low byte is the code itself; the rest says more about it.
  return error.errcode & 0xff;
}

function removeQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // A lock file that stays does no harm: the lock is on it, not in its being there.
  }
}
