import { open } from 'node:fs/promises';
import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { FileSystem } from '../ports/files.ts';
import { errnoOf, fileFailure } from './file-failure.ts';
import { closeQuietly } from './part-file.ts';

type SyncFolder = FileSystem['syncFolder'];

/** How systems say that a folder is nothing one can sync: there its entries need no sync. */
const noFolderSync: readonly string[] = ['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EBADF'];

/** Makes the names in a folder survive a loss of power. */
export const syncFolder: SyncFolder = async (folder) => {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await closeQuietly(handle);
    }
    return ok(undefined);
  } catch (error) {
    return unsynced(error);
  }
};

/** What a folder's sync that ended with this error comes to. */
export function unsynced(error: unknown): Result<void, Failure> {
  return noFolderSync.includes(errnoOf(error)) ? ok(undefined) : fail(fileFailure(error, 'sync'));
}

/**
 * As `syncFolder`, where those who ask while a sync is under way share the next one: a sync covers only what
 * was done before it began.
 */
export function sharedFolderSync(sync: SyncFolder = syncFolder): SyncFolder {
  const running = new Map<string, ReturnType<SyncFolder>>();
  const next = new Map<string, ReturnType<SyncFolder>>();
  const begin = (folder: string): ReturnType<SyncFolder> => {
    next.delete(folder);
    const begun = sync(folder).finally(() => {
      if (running.get(folder) === begun) running.delete(folder);
    });
    running.set(folder, begun);
    return begun;
  };
  return (folder) => {
    const before = running.get(folder);
    if (before === undefined) return begin(folder);
    const waiting = next.get(folder) ?? before.then(() => begin(folder));
    next.set(folder, waiting);
    return waiting;
  };
}
