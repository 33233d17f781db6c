import { crc32 } from 'node:zlib';
import type { Queue } from '../../../../shared/model/queue.ts';
import { ok } from '../../../../shared/model/result.ts';
import { createAuthHasher } from '../../adapters/auth-hasher.ts';
import { newCookieJar } from '../../adapters/cookie-jar.ts';
import { memoryCredentials } from '../../adapters/credentials/credential-store.ts';
import { startDigest } from '../../adapters/running-digest.ts';
import type { Catalog, DownloadRecord, QueueShelf } from '../../ports/catalog.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EnginePorts } from '../../ports/engine-ports.ts';
import type { FileHasher, HasherFactory } from '../../ports/hasher.ts';
import { silentLog } from '../../ports/log.ts';
import type { ServerShelf } from '../../ports/server-book.ts';
import type { Transport } from '../../ports/transport.ts';
import { FakeMachine } from '../fake-machine.ts';
import type { MemoryDisk } from './memory-disk.ts';
import type { MemoryFiles } from './memory-files.ts';

/** The catalog in memory; `records` outlives the process that fills it. */
function memoryCatalog(records: Map<string, DownloadRecord>): Catalog {
  return {
    all: () => [...records.values()],
    save: (record) => void records.set(record.id, record),
    remove: (id) => void records.delete(id),
    finished: (url, folder, target) =>
      [...records.values()].findLast(
        (record) =>
          (url === null || record.url === url) &&
          record.folder === folder &&
          record.state.kind === 'completed' &&
          (target === null || record.target === target),
      ) ?? null,
    queues: memoryQueues(),
    servers: noServers,
    close: () => undefined,
  };
}

const noServers: ServerShelf = {
  profiles: () => [],
  saveProfile: () => undefined,
  removeProfile: () => undefined,
  limits: () => [],
  saveLimit: () => undefined,
  removeLimit: () => undefined,
};

function memoryQueues(): QueueShelf {
  const queues = new Map<string, Queue>();
  return {
    all: () => [...queues.values()],
    save: (queue) => void queues.set(queue.id, queue),
    remove: (id) => void queues.delete(id),
  };
}

/** Hashes what a memory disk holds at the moment it is told that the bytes are there. */
export function memoryHashers(disk: MemoryDisk): HasherFactory {
  const startAll: HasherFactory['startAll'] = (path, algorithms, from = 0) => {
    const digests = algorithms.map((algorithm) => startDigest(algorithm));
    const state = { hashed: from, read: 0 };
    const advance = (end: number): void => {
      const bytes = disk.contentOf(path)?.subarray(state.hashed, end) ?? new Uint8Array(0);
      for (const digest of digests) digest.update(bytes);
      state.hashed += bytes.length;
      state.read += bytes.length;
    };
    return {
      advance,
      finish(size) {
        advance(size);
        return Promise.resolve(
          ok(algorithms.map((algorithm, index) => ({ algorithm, hex: digests[index]?.hex() ?? '' }))),
        );
      },
      get hashed() {
        return state.hashed;
      },
      get read() {
        return state.read;
      },
      cancel: () => undefined,
    };
  };
  return {
    start(path, algorithm) {
      const hasher = startAll(path, [algorithm]);
      const one: FileHasher = {
        advance: (end) => {
          hasher.advance(end);
        },
        async finish(size) {
          const sums = await hasher.finish(size);
          return sums.ok ? ok({ algorithm, hex: sums.value[0]?.hex ?? '' }) : sums;
        },
        get hashed() {
          return hasher.hashed;
        },
        get read() {
          return hasher.read;
        },
        cancel: () => undefined,
      };
      return one;
    },
    startAll,
    startDigest,
  };
}

/** Everything an engine needs, in memory. */
export function memoryPorts(options: {
  readonly files: MemoryFiles;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly records: Map<string, DownloadRecord>;
  readonly machine?: FakeMachine;
}): EnginePorts {
  return {
    transport: options.transport,
    files: options.files,
    clock: options.clock,
    machine: options.machine ?? new FakeMachine(options.clock),
    hashers: memoryHashers(options.files.disk),
    catalog: memoryCatalog(options.records),
    log: silentLog,
    credentials: memoryCredentials(),
    authHasher: createAuthHasher(),
    newCookieJar,
    newId: () => `download-${options.records.size + 1}`,
    crc32: (bytes, previous) => crc32(bytes, previous),
  };
}
