import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { exclusively, removeQuietly } from './lock-probe.ts';

/** The locked file of this process in a folder of lock files; its other names are the locks that it holds. */
export interface LockOwner {
  readonly file: string;
  /** One of those whose lock is on it has let go; after the last of them the file goes. */
  letGo(): void;
  /** Its file was found to be gone: who asks next is given another one. */
  lost(): void;
}

interface OpenOwner extends LockOwner {
  holders: number;
}

const owners = new Map<string, OpenOwner>();
const ownerName = /^process-(\d+)-.*\.lock$/;

/**
 * The file whose lock says that this process is alive: SQLite's exclusive lock, which the operating system
 * drops when the process ends. One for all who hold it at a time in a folder, and another where somebody has
 * removed it; each who is given it lets go of it once. `prepare` sees to the folder before a file is made there.
 */
export function lockOwnerIn(folder: string, prepare: (folder: string) => void): LockOwner {
  const known = owners.get(folder);
  if (known !== undefined) {
    known.holders += 1;
    return known;
  }
  prepare(folder);
  removeThoseOfTheDead(folder);
  const file = join(folder, `process-${process.pid}-${randomUUID()}.lock`);
  closeSync(openSync(file, 'wx', 0o600));
  // The only descriptor this process ever has of the file is SQLite's: closing any other one would
  // drop the lock (POSIX record locks).
  const database = new DatabaseSync(file, { timeout: 0 });
  database.exec(exclusively);
  removeAtExit();
  const forget = (): void => {
    if (owners.get(folder) === owner) owners.delete(folder);
  };
  const owner: OpenOwner = {
    file,
    holders: 1,
    lost: forget,
    letGo() {
      owner.holders -= 1;
      if (owner.holders > 0) return;
      // One that somebody removed has been open until now: locks were on it.
      forget();
      removeQuietly(file);
      database.close();
    },
  };
  owners.set(folder, owner);
  return owner;
}

let removesAtExit = false;

function removeAtExit(): void {
  if (removesAtExit) return;
  removesAtExit = true;
  process.once('exit', () => {
    for (const { file } of owners.values()) removeQuietly(file);
  });
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
