import { lstat, readdir, unlink } from 'node:fs/promises';
import { fail, ok } from '../../../shared/model/result.ts';
import type { FileSystem, PathKind } from '../ports/files.ts';
import { controlFileStore } from './control-file-store.ts';
import { freeSpace } from './disk-space.ts';
import { nodeSystem, renameExclusive, retrySharing } from './exclusive-rename.ts';
import { errnoOf, fileFailure } from './file-failure.ts';
import { controlMode, partMode } from './file-modes.ts';
import { sharedFolderSync } from './folder-sync.ts';
import { makeFolder } from './make-folder.ts';
import { attempt, createOwn, identityOf, openOwn, partFile } from './part-file.ts';
import { lockFolderOfUser, lockTarget } from './target-lock.ts';
import type { WriteThread } from './write-thread/write-thread.ts';

/**
 * The machine's file system.
 *
 * @param lockFolder where lock files lie; all processes that are to see each other's locks name the same
 * @param writes helps to write part files; null: the pool alone
 */
export function createFileSystem({
  lockFolder = lockFolderOfUser(),
  writes = null,
}: { readonly lockFolder?: string; readonly writes?: WriteThread | null } = {}): FileSystem {
  return {
    async kind(path) {
      try {
        return ok(kindOf(await lstat(path)));
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error))) return ok('absent');
        return fail(fileFailure(error, 'look'));
      }
    },
    async identity(path) {
      const stats = await attempt('look', () => lstat(path, { bigint: true }));
      if (!stats.ok) return stats;
      if (stats.value.isFile()) return ok(identityOf(stats.value));
      return fail({ code: 'file-open', facts: { errno: 'not-a-file', op: 'look' } });
    },
    async createPart(path) {
      const created = await createOwn(path, partMode);
      return created.ok ? ok(partFile(path, created.value, writes)) : created;
    },
    async openPart(path) {
      const opened = await openOwn(path);
      return opened.ok ? ok(partFile(path, opened.value, writes)) : opened;
    },
    async createControl(path) {
      const created = await createOwn(path, controlMode);
      return created.ok ? ok(controlFileStore(created.value)) : created;
    },
    async openControl(path) {
      const opened = await openOwn(path);
      return opened.ok ? ok(controlFileStore(opened.value)) : opened;
    },
    list: (folder) => attempt('list', () => readdir(folder)),
    makeFolder: (folder) => attempt('make-folder', () => makeFolder(folder)),
    renameExclusive: (from, to) => renameExclusive(from, to),
    syncFolder: sharedFolderSync(),
    async remove(path) {
      try {
        return ok(await retrySharing(nodeSystem, () => unlink(path)));
      } catch (error) {
        return errnoOf(error) === 'ENOENT' ? ok(undefined) : fail(fileFailure(error, 'remove'));
      }
    },
    freeSpace,
    lockTarget: (path) => Promise.resolve(lockTarget(path, lockFolder)),
  };
}

function kindOf(stats: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): PathKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}
