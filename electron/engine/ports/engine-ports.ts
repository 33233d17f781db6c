import type { Catalog } from './catalog.ts';
import type { Clock } from './clock.ts';
import type { FileSystem } from './files.ts';
import type { HasherFactory } from './hasher.ts';
import type { Log } from './log.ts';
import type { Transport } from './transport.ts';

/** The outside world, as the engine sees it. */
export interface EnginePorts {
  readonly transport: Transport;
  readonly files: FileSystem;
  readonly hashers: HasherFactory;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly log: Log;
  /** An id that no other download has. */
  readonly newId: () => string;
  /** CRC-32 as in zlib; `previous` is the sum of the bytes before, 0 at the start. */
  readonly crc32: (bytes: Uint8Array, previous: number) => number;
}
