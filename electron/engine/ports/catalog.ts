import type { AddressSpace } from '../../../shared/model/address-space.ts';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { Outcome } from '../../../shared/model/outcome.ts';
import type { Queue } from '../../../shared/model/queue.ts';
import type { DownloadState } from '../../../shared/model/state.ts';
import type { KnownSum, PieceHashes } from '../../../shared/model/sums.ts';
import type { ServerShelf } from './server-book.ts';

/** A download as it is stored: what is needed to show it and to go on with it. */
export interface DownloadRecord {
  readonly id: string;
  readonly url: string;
  readonly mirrors: readonly string[];
  /** The space of the page or list that the links are from; null: the user gave them. */
  readonly reach: AddressSpace | null;
  readonly folder: string;
  /** The name asked for by the user, or null where the server's is taken. */
  readonly askedName: string | null;
  /** Final path once a name was settled. */
  readonly target: string | null;
  readonly size: number | null;
  readonly received: number;
  readonly connections: number;
  readonly limit: number;
  readonly expected: Checksum | null;
  readonly computed: Checksum | null;
  /** Sums of the whole file that servers and lists named. */
  readonly sums: readonly KnownSum[];
  readonly pieces: PieceHashes | null;
  readonly state: DownloadState;
  readonly validator: string | null;
  readonly addedAt: number;
  readonly completedAt: number | null;
  readonly queue: string;
  readonly order: number;
  /** How the run that finished it went; null where none did yet. */
  readonly outcome: Outcome | null;
  /** Identity of the finished file, as text, to know it again. */
  readonly fileMark: string | null;
  /** Id of its category, empty for none; null: found by rule at the first contact. */
  readonly category: string | null;
  /** Whether the folder of its category may take the place of `folder`, which nobody chose. */
  readonly sorts: boolean;
  /** What the user wrote about it. */
  readonly comment: string;
  /** Bytes that a list, such as a metalink, says it has; null: none does. */
  readonly listedSize: number | null;
  /** The address that the person prefers to the others; null: none. */
  readonly preferred: string | null;
  /** When it was put into the trash, milliseconds since the epoch; null: it was not. */
  readonly trashedAt: number | null;
}

/** The queues, kept across starts. */
export interface QueueShelf {
  all(): readonly Queue[];
  save(queue: Queue): void;
  remove(id: string): void;
}

/** The list of downloads, kept across starts. Synchronous: each write is one small transaction. */
export interface Catalog {
  all(): readonly DownloadRecord[];
  save(record: DownloadRecord): void;
  remove(id: string): void;
  /**
   * The last finished download of this address (null: any) into this folder; `target`: the one that lies there, needed where
   * the address is null.
   */
  finished(url: string | null, folder: string, target: string | null): DownloadRecord | null;
  readonly queues: QueueShelf;
  readonly servers: ServerShelf;
  close(): void;
}
