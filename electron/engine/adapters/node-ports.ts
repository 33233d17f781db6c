import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Facts } from '../../../shared/model/reasons.ts';
import type { ProxyRules } from '../policy/proxy/proxy-rules.ts';
import type { Credentials } from '../ports/credentials.ts';
import type { KeptHeaders } from '../ports/kept-headers.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';
import type { Log } from '../ports/log.ts';
import { createAuthHasher } from './auth-hasher.ts';
import { openCatalog } from './catalog.ts';
import { systemClock } from './clock.ts';
import { newCookieJar } from './cookie-jar.ts';
import { memoryCredentials } from './credentials/credential-store.ts';
import { FileThread } from './file-thread/file-thread.ts';
import { threadFiles } from './file-thread/thread-files.ts';
import { createFileSystem } from './files.ts';
import { createHasherFactory } from './hasher.ts';
import type { TlsTrustOptions } from './http/tls/tls-trust.ts';
import { createHttpTransport } from './http/transport.ts';
import { thisMachine } from './machine.ts';
import { originMark } from './origin-mark.ts';
import { makeFolderSync } from './make-folder.ts';
import { WriteThread } from './write-thread/write-thread.ts';

export interface NodePorts extends EnginePorts {
  /** Ends the threads and closes the catalog; the engine is closed first. */
  close(): Promise<void>;
}

/**
 * The engine's outside world on Node: sockets, files, threads, SQLite. `dataFolder` holds the
 * catalog and is made where it is missing; a catalog that cannot be opened is kept in memory for
 * this start, and the log says so.
 */
export function openNodePorts(options: {
  readonly dataFolder: string;
  /** Name of the catalog's file in it. */
  readonly catalogName: string;
  readonly log: Log;
  /** Who servers may be told that the user is; nobody, unless it is given. */
  readonly credentials?: Credentials;
  readonly keptHeaders?: KeptHeaders;
  /** Asked for each request; absent: no proxies. */
  readonly proxies?: () => ProxyRules;
  /** By what certificates are judged besides the built-in authorities and the system's. */
  readonly tls?: TlsTrustOptions;
}): NodePorts {
  const { dataFolder, catalogName, log } = options;
  const hashers = createHasherFactory();
  const thread = new FileThread(systemClock);
  const writes = new WriteThread(systemClock);
  const catalog = openCatalogOrMemory(dataFolder, catalogName, log);
  return {
    transport: createHttpTransport({ ...options.tls, ...(options.proxies && { proxies: options.proxies }) }),
    files: threadFiles(createFileSystem({ writes }), thread),
    hashers,
    catalog,
    clock: systemClock,
    machine: thisMachine,
    log,
    credentials: options.credentials ?? memoryCredentials(),
    ...(options.keptHeaders && { keptHeaders: options.keptHeaders }),
    authHasher: createAuthHasher(),
    newCookieJar,
    markOrigin: originMark(),
    newId: randomUUID,
    crc32: (bytes, previous) => crc32(bytes, previous),
    async close() {
      await Promise.all([hashers.close(), thread.close(), writes.close()]);
      catalog.close();
    },
  };
}

function openCatalogOrMemory(folder: string, name: string, log: Log): EnginePorts['catalog'] {
  const report = (failure: { readonly code: string; readonly facts?: Facts }): void => {
    log.warn('The list of downloads could not be saved', { code: failure.code, ...failure.facts });
  };
  try {
    makeFolderSync(folder, 0o700);
  } catch {
    log.warn('The folder for the list of downloads cannot be made');
  }
  const opened = openCatalog(join(folder, name), report);
  if (opened.ok) {
    if (opened.value.movedAside !== null)
      log.warn('A damaged list of downloads was moved aside', { to: opened.value.movedAside });
    return opened.value.catalog;
  }
  report(opened.failure);
  const memory = openCatalog(':memory:', report);
  if (memory.ok) return memory.value.catalog;
  throw new Error(`SQLite cannot open a database in memory: ${memory.failure.code}`);
}
