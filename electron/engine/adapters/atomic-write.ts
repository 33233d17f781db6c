import { randomUUID } from 'node:crypto';
import { lstat, readdir, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { errnoOf } from './file-failure.ts';
import { syncFolder } from './folder-sync.ts';
import { attempt, closeQuietly, createOwn, writeFully } from './part-file.ts';

/** Milliseconds after which a fresh file is one that a killed process left: a write takes no minute. */
const staleAfter = 60_000;

/**
 * Replaces the content of a file of ours: at every instant, a loss of power included, the old
 * content or the new one is there, whole. A link at `path` stays and what it points to is
 * replaced. The new file is for its owner only.
 */
export async function atomicWrite(path: string, bytes: Uint8Array): Promise<Result<void, Failure>> {
  const resolved = await attempt('open', () => realTarget(path));
  if (!resolved.ok) return resolved;
  const target = resolved.value;
  const fresh = join(dirname(target), `${freshStart(target)}${randomUUID()}${freshEnd}`);
  const created = await createOwn(fresh, 0o600);
  if (!created.ok) return created;
  const handle = created.value;
  let done = await writeFully(handle, bytes, 0);
  if (done.ok) done = await attempt('sync', () => handle.sync());
  await closeQuietly(handle);
  if (done.ok) done = await attempt('rename', () => rename(fresh, target));
  if (done.ok) {
    await removeStale(target);
    return syncFolder(dirname(target));
  }
  // What failed is told by `done`; a leftover of ours is all that a failure here leaves.
  await attempt('remove', () => unlink(fresh));
  return done;
}

const freshEnd = '.tmp';

function freshStart(target: string): string {
  return `.${basename(target)}.`;
}

/** Takes away what writes of this file left that were killed; it does no harm where it stays. */
async function removeStale(target: string): Promise<void> {
  const folder = dirname(target);
  const names = await attempt('list', () => readdir(folder));
  if (!names.ok) return;
  for (const name of names.value) {
    if (!name.startsWith(freshStart(target)) || !name.endsWith(freshEnd)) continue;
    const path = join(folder, name);
    const stats = await attempt('look', () => lstat(path));
    if (!stats.ok || !stats.value.isFile() || Date.now() - stats.value.mtimeMs < staleAfter) continue;
    await attempt('remove', () => unlink(path));
  }
}

async function realTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return path;
    throw error;
  }
}
