import type { FileHandle } from 'node:fs/promises';
import { fail, ok } from '../../../shared/model/result.ts';
import type { ControlFileStore } from '../ports/files.ts';
import { attempt, closeQuietly, readFully, writeFully } from './part-file.ts';

/** Both slots at their largest: what is longer is no control file and is not read into memory. */
const mostBytes = 2 ** 30;

export function controlFileStore(handle: FileHandle): ControlFileStore {
  return {
    async read() {
      const stats = await attempt('read', () => handle.stat());
      if (!stats.ok) return stats;
      if (stats.value.size > mostBytes)
        return fail({ code: 'file-io', facts: { errno: 'too-large', op: 'read' } });
      const bytes = new Uint8Array(stats.value.size);
      const length = await readFully(handle, bytes, 0);
      return length.ok ? ok(bytes.subarray(0, length.value)) : length;
    },
    write: (bytes, offset) => writeFully(handle, bytes, offset),
    sync: () => attempt('sync', () => handle.datasync()),
    close: () => closeQuietly(handle),
  };
}
