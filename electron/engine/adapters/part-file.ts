import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { lstat, open } from 'node:fs/promises';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { fail, ok } from '../../../shared/model/result.ts';
import type { FileIdentity, PartFile } from '../ports/files.ts';
import type { FileOperation } from './file-failure.ts';
import { fileFailure } from './file-failure.ts';
import type { WriteThread } from './write-thread/write-thread.ts';

// Not there on Windows: `openOwn` looks for a link itself.
const noFollow = constants.O_NOFOLLOW ?? 0;
// A fifo of that name must not hold the open up; for a regular file it means nothing.
const noWait = constants.O_NONBLOCK ?? 0;

/**
 * Creates a file that was not there, following no link at its end.
 *
 * @param mode permission bits, less the process's umask
 */
export async function createOwn(path: string, mode: number): Promise<Result<FileHandle, Failure>> {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | noFollow;
  return attempt('create', () => open(path, flags, mode));
}

/** Opens a regular file for reading and writing; anything else there is `file-open`. */
export async function openOwn(path: string): Promise<Result<FileHandle, Failure>> {
  const opened = await attempt('open', () => open(path, constants.O_RDWR | noFollow | noWait));
  if (!opened.ok) return opened;
  const stats = await attempt('open', () => (noFollow === 0 ? lstat(path) : opened.value.stat()));
  if (stats.ok && stats.value.isFile()) return opened;
  await opened.value.close();
  return stats.ok ? fail({ code: 'file-open', facts: { errno: 'not-a-file', op: 'open' } }) : stats;
}

/** What is used of a FileHandle to write; a call may take less than it was given. */
interface Writes {
  write(bytes: Uint8Array, from: number, length: number, offset: number): Promise<{ bytesWritten: number }>;
}

interface Reads {
  read(into: Uint8Array, from: number, length: number, offset: number): Promise<{ bytesRead: number }>;
}

/**
 * Writes all of `bytes` at `offset` (bytes), however many calls the system takes for it. A system
 * that takes nothing at all has failed.
 */
export async function writeFully(
  handle: Writes,
  bytes: Uint8Array,
  offset: number,
): Promise<Result<void, Failure>> {
  for (let done = 0; done < bytes.length;) {
    const from = done;
    const wrote = await attempt('write', () => handle.write(bytes, from, bytes.length - from, offset + from));
    if (!wrote.ok) return wrote;
    if (wrote.value.bytesWritten === 0)
      return fail({ code: 'file-io', facts: { errno: 'short', op: 'write' } });
    done += wrote.value.bytesWritten;
  }
  return ok(undefined);
}

/** Fills `into` from `offset`; the count read is less only where the file ends. */
export async function readFully(
  handle: Reads,
  into: Uint8Array,
  offset: number,
): Promise<Result<number, Failure>> {
  let done = 0;
  while (done < into.length) {
    const from = done;
    const got = await attempt('read', () => handle.read(into, from, into.length - from, offset + from));
    if (!got.ok) return got;
    if (got.value.bytesRead === 0) break;
    done += got.value.bytesRead;
  }
  return ok(done);
}

/** Runs something that rejects with a system error, and makes the rejection a failure. */
export async function attempt<T>(op: FileOperation, run: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await run());
  } catch (error) {
    return fail(fileFailure(error, op));
  }
}

export function identityOf(stats: {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly nlink: bigint;
}): FileIdentity {
  return {
    device: stats.dev,
    inode: stats.ino,
    size: Number(stats.size),
    modified: stats.mtimeNs,
    changed: stats.ctimeNs,
    links: Number(stats.nlink),
  };
}

/** Writes that the thread is given ahead, so that it has the next one when one ends. */
const threadWrites = 16;

/**
 * A part file over a FileHandle. Its close waits for what is under way, in the pool and with the thread, so a
 * late write never meets a number that the system has given to another file.
 */
export function partFile(path: string, handle: FileHandle, thread: WriteThread | null = null): PartFile {
  /** The thread keeps the order: what was given to it before has ended when this has. */
  let latest: Promise<boolean> | false = false;
  return {
    path,
    get writesMost() {
      return thread?.takes === true ? threadWrites : undefined;
    },
    async write(bytes, offset) {
      if (thread !== null && bytes.buffer instanceof SharedArrayBuffer) {
        const written = thread.write({ file: handle.fd, bytes, offset });
        if (written !== false) latest = written;
        if (await written) return ok(undefined);
      }
      return writeFully(handle, bytes, offset);
    },
    read: (into, offset) => readFully(handle, into, offset),
    sync: () => attempt('sync', () => handle.datasync()),
    truncate: (size) => attempt('truncate', () => handle.truncate(size)),
    async identity() {
      const stats = await attempt('look', () => handle.stat({ bigint: true }));
      return stats.ok ? ok(identityOf(stats.value)) : stats;
    },
    async close() {
      await latest;
      await closeQuietly(handle);
    },
  };
}

/** What was to be kept has been synced before, so a close that fails takes nothing with it. */
export async function closeQuietly(handle: FileHandle): Promise<void> {
  await attempt('sync', () => handle.close());
}
