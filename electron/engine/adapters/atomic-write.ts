import { randomUUID } from 'node:crypto';
import { realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Result } from '../../../shared/model/result.ts';
import { errnoOf } from './file-failure.ts';
import { syncFolder } from './files.ts';
import { attempt, closeQuietly, createOwn, writeFully } from './part-file.ts';

/**
 * Replaces the content of a file of ours: at every instant, a loss of power included, the old
 * content or the new one is there, whole. A link at `path` stays and what it points to is
 * replaced. The new file is for its owner only.
 */
export async function atomicWrite(path: string, bytes: Uint8Array): Promise<Result<void, Failure>> {
  const resolved = await attempt('open', () => realTarget(path));
  if (!resolved.ok) return resolved;
  const target = resolved.value;
  const fresh = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  const created = await createOwn(fresh, 0o600);
  if (!created.ok) return created;
  const handle = created.value;
  let done = await writeFully(handle, bytes, 0);
  if (done.ok) done = await attempt('sync', () => handle.sync());
  await closeQuietly(handle);
  if (done.ok) done = await attempt('rename', () => rename(fresh, target));
  if (done.ok) return syncFolder(dirname(target));
  // What failed is told by `done`; a leftover of ours is all that a failure here leaves.
  await attempt('remove', () => unlink(fresh));
  return done;
}

async function realTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return path;
    throw error;
  }
}
