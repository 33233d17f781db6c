import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { exclusively, removeQuietly } from './lock-probe.ts';

/** The locked file of this process in a folder of lock files; its other names are the locks that it holds. */
export interface LockOwner {
  readonly file: string;
}

const owners = new Map<string, LockOwner & { readonly database: DatabaseSync }>();
const ownerName = /^process-(\d+)-.*\.lock$/;

/**
 * The file whose lock says that this process is alive: SQLite's exclusive lock, which the operating system
 * drops when the process ends. Made once for each folder, and again where somebody has removed it.
 */
export function lockOwnerIn(folder: string): LockOwner {
  const known = owners.get(folder);
  if (known !== undefined && existsSync(known.file)) return known;
  removeThoseOfTheDead(folder);
  const file = join(folder, `process-${process.pid}-${randomUUID()}.lock`);
  closeSync(openSync(file, 'wx', 0o600));
  // The only descriptor this process ever has of the file is SQLite's: closing any other one would
  // drop the lock (POSIX record locks).
  const database = new DatabaseSync(file, { timeout: 0 });
  database.exec(exclusively);
  if (owners.size === 0) process.once('exit', removeOwn);
  // One that was removed stays open: locks that were taken with it are still on it.
  const owner = { file, database };
  owners.set(folder, owner);
  return owner;
}

function removeOwn(): void {
  for (const { file } of owners.values()) removeQuietly(file);
}

/** What a killed process leaves is a name, and no lock: nobody is told anything by it. */
function removeThoseOfTheDead(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(ownerName.exec(name)?.[1] ?? 0);
    if (pid > 0 && !isAlive(pid)) removeQuietly(join(folder, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
