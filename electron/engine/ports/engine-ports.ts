import type { Catalog } from './catalog.ts';
import type { Clock } from './clock.ts';
import type { NewCookieJar } from './cookies.ts';
import type { AuthHasher, Credentials } from './credentials.ts';
import type { FileSystem } from './files.ts';
import type { HasherFactory } from './hasher.ts';
import type { KeptHeaders } from './kept-headers.ts';
import type { Log } from './log.ts';
import type { MarkOrigin } from './origin-mark.ts';
import type { Machine } from './machine.ts';
import type { ServerBook } from './server-book.ts';
import type { Transport } from './transport.ts';

/** The outside world, as the engine sees it. */
export interface EnginePorts {
  readonly transport: Transport;
  readonly files: FileSystem;
  readonly hashers: HasherFactory;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly machine: Machine;
  readonly log: Log;
  readonly credentials: Credentials;
  readonly authHasher: AuthHasher;
  readonly newCookieJar: NewCookieJar;
  /** Absent where all servers are asked alike, and what is learned of them is of one session. */
  readonly servers?: ServerBook;
  /** Absent where the headers of downloads are known for one session only. */
  readonly keptHeaders?: KeptHeaders;
  /** Absent where files are not marked. */
  readonly markOrigin?: MarkOrigin;
  /** An id that no other download has. */
  readonly newId: () => string;
  /** CRC-32 as in zlib; `previous` is the sum of the bytes before, 0 at the start. */
  readonly crc32: (bytes: Uint8Array, previous: number) => number;
}
