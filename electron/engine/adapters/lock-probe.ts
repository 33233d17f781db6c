import { closeSync, lstatSync, openSync, unlinkSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { errnoOf } from './file-failure.ts';

/** Tests put a holder here that removes the file at the worst moment. */
export type OpenDatabase = (file: string) => DatabaseSync;

/**
 * Milliseconds in which a lock file that another process only looks at is free again. Who holds one
 * holds it for longer.
 */
const lookLength = 50;

/** Nothing is ever written, so that there is nothing to roll back: no journal beside the file. */
export const exclusively = 'PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE';

export const openDatabase: OpenDatabase = (file) => new DatabaseSync(file, { timeout: lookLength });

/**
 * Locks the file at a path, made where it is missing, with SQLite's exclusive lock. `busy`: a process
 * that is alive holds it. `gone`: what was locked is not what lies at the path any more, because its
 * holder removed it.
 */
export function lockFile(file: string, open: OpenDatabase): DatabaseSync | 'busy' | 'gone' {
  create(file);
  const before = markOf(file);
  // The only descriptor this process ever has of the file while it holds the lock is SQLite's:
  // closing any other one would drop the lock (POSIX record locks).
  const database = open(file);
  const gone = (): boolean => before === null || before !== markOf(file);
  try {
    database.exec(exclusively);
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

const sqliteBusy = 5;

function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  // The low byte is the code itself; the rest says more about it.
  return error.errcode & 0xff;
}

export function removeQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // A lock file that stays does no harm: the lock is on it, not in its being there.
  }
}
