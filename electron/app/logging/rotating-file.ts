import type { BigIntStats } from 'node:fs';
import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync } from '../../engine/adapters/make-folder.ts';

export interface RotatingFileOptions {
  readonly folder: string;
  /** `tributary` gives `tributary.log` and `tributary-….log` for those put aside. */
  readonly name: string;
  /** Bytes from which the file is put aside. */
  readonly size: number;
  /** Files put aside that are kept. */
  readonly files: number;
}

const lockPatience = 10_000;
/** Milliseconds for which lines wait at most while another process puts the file aside. */
const asideWait = 20;
const napping = new Int32Array(new SharedArrayBuffer(4));

/**
 * A log file that several processes append to at once and that is put aside when it is large. No line
 * is lost:
 *
 * - A line is one synchronous write to a file opened with O_APPEND, so lines never mix, and a line
 *   survives the death of its process from the moment that `append` returns.
 * - Putting aside is a rename to a name that was never used (time, process, count), so nothing is ever
 *   overwritten. Another process that still holds the file writes on into it under its new name; it
 *   compares the open file with the name before each line, and goes over to the new file.
 * - A line written into a file that was deleted meanwhile (no name left) is written again.
 * - A lock file lets one process at a time put aside. It only prevents needless small files: when it is
 *   broken because its owner died, the worst that follows is one of them.
 */
export class RotatingFile {
  readonly #options: RotatingFileOptions;
  readonly #path: string;
  readonly #lock: string;
  #fd: number | null = null;
  #identity = '';
  #count = 0;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
    this.#path = join(options.folder, `${options.name}.log`);
    this.#lock = join(options.folder, `.${options.name}.log.lock`);
  }

  /** Appends whole lines. Throws what the file system says (full, read-only). */
  append(text: string): void {
    const bytes = Buffer.from(text);
    for (let attempt = 0; attempt < 5; attempt++) {
      const fd = this.#open(bytes.length);
      for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
      if (fstatSync(fd).nlink > 0) return;
      this.close();
    }
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  /** The file in use, with room for what is to be written. */
  #open(length: number): number {
    let stats = this.#atPath();
    for (let waited = 0; stats !== null && this.#isFull(stats, length); waited += 1) {
      const mine = this.#putAside(stats);
      stats = this.#atPath();
      if (mine || waited >= asideWait) break;
      if (stats !== null && this.#isFull(stats, length)) Atomics.wait(napping, 0, 0, 1);
    }
    if (this.#fd !== null && stats !== null && identityOf(stats) === this.#identity) return this.#fd;
    this.close();
    makeFolderSync(this.#options.folder, 0o700);
    const fd = openSync(this.#path, 'a', 0o600);
    this.#fd = fd;
    this.#identity = identityOf(fstatSync(fd, { bigint: true }));
    return fd;
  }

  #atPath(): BigIntStats | null {
    return statSync(this.#path, { bigint: true, throwIfNoEntry: false }) ?? null;
  }

  #isFull({ size }: BigIntStats, length: number): boolean {
    return Number(size) + length > this.#options.size && size > 0n;
  }

  /** False where another process is at it. */
  #putAside(full: BigIntStats): boolean {
    if (!this.#takeLock()) return false;
    try {
      const now = this.#atPath();
      if (now === null || identityOf(now) !== identityOf(full)) return true;
      this.#count += 1;
      const time = new Date().toISOString().replaceAll(':', '-');
      const count = String(this.#count).padStart(6, '0');
      renameSync(
        this.#path,
        join(this.#options.folder, `${this.#options.name}-${time}-${process.pid}-${count}.log`),
      );
      this.#dropOldest();
    } catch {
      // It could not be put aside (a reader on Windows, a read-only folder): it grows on, and the
      // next line tries again.
    } finally {
      removeQuietly(this.#lock);
    }
    return true;
  }

  #dropOldest(): void {
    const prefix = `${this.#options.name}-2`;
    const aside = readdirSync(this.#options.folder)
      .filter((file) => file.startsWith(prefix) && file.endsWith('.log'))
      .sort();
    for (const file of aside.slice(0, Math.max(0, aside.length - this.#options.files))) {
      removeQuietly(join(this.#options.folder, file));
    }
  }

  #takeLock(): boolean {
    try {
      const fd = openSync(this.#lock, 'wx', 0o600);
      writeSync(fd, String(process.pid));
      closeSync(fd);
      return true;
    } catch {
      if (this.#lockIsDead()) removeQuietly(this.#lock);
      return false;
    }
  }

  /** Its owner is gone, or it is older than any putting aside takes. */
  #lockIsDead(): boolean {
    try {
      const age = Date.now() - statSync(this.#lock).mtimeMs;
      if (Math.abs(age) > lockPatience) return true;
      const owner = Number(readFileSync(this.#lock, 'utf8'));
      return owner > 0 && !isAlive(owner);
    } catch {
      return false;
    }
  }
}

function identityOf(stats: BigIntStats): string {
  return `${stats.dev}:${stats.ino}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Another process was first.
  }
}
