import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ok } from '../../../shared/model/result.ts';
import type { Catalog, DownloadRecord } from '../ports/catalog.ts';
import type { Clock } from '../ports/clock.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';
import type { FileHasher, HasherFactory } from '../ports/hasher.ts';
import { silentLog } from '../ports/log.ts';
import type { Transport } from '../ports/transport.ts';
import type { MemoryDisk } from './memory-disk.ts';
import type { MemoryFiles } from './memory-files.ts';

/** The catalog in memory; `records` outlives the process that fills it. */
export function memoryCatalog(records: Map<string, DownloadRecord>): Catalog {
  return {
    all: () => [...records.values()],
    save: (record) => void records.set(record.id, record),
    remove: (id) => void records.delete(id),
    finished: (url, folder, target) =>
      [...records.values()].findLast(
        (record) =>
          record.url === url &&
          record.folder === folder &&
          record.state.kind === 'completed' &&
          (target === null || record.target === target),
      ) ?? null,
    close: () => undefined,
  };
}

/** Hashes what a memory disk holds at the moment it is told that the bytes are there. */
export function memoryHashers(disk: MemoryDisk): HasherFactory {
  return {
    start(path, algorithm) {
      const hash: Hash = createHash(algorithm);
      const state = { hashed: 0, read: 0 };
      const advance = (end: number): void => {
        const bytes = disk.contentOf(path)?.subarray(state.hashed, end) ?? new Uint8Array(0);
        hash.update(bytes);
        state.hashed += bytes.length;
        state.read += bytes.length;
      };
      const hasher: FileHasher = {
        advance,
        finish(size) {
          advance(size);
          return Promise.resolve(ok({ algorithm, hex: hash.digest('hex') }));
        },
        get hashed() {
          return state.hashed;
        },
        get read() {
          return state.read;
        },
        cancel: () => undefined,
      };
      return hasher;
    },
  };
}

/** Everything an engine needs, in memory. */
export function memoryPorts(options: {
  readonly files: MemoryFiles;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly records: Map<string, DownloadRecord>;
}): EnginePorts {
  return {
    transport: options.transport,
    files: options.files,
    clock: options.clock,
    hashers: memoryHashers(options.files.disk),
    catalog: memoryCatalog(options.records),
    log: silentLog,
    newId: () => `download-${options.records.size + 1}`,
    crc32: (bytes, previous) => crc32(bytes, previous),
  };
}
