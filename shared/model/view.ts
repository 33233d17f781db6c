import type { Checksum } from './checksum.ts';
import type { Failure } from './reasons.ts';
import type { RepairState } from './repair.ts';
import type { DownloadState } from './state.ts';
import type { KnownSum } from './sums.ts';

/** What the window knows of a download. Sizes are bytes, rates bytes per second, times epoch ms. */
export interface DownloadView {
  readonly id: string;
  readonly name: string;
  /** Folder of the target, as the host writes paths. */
  readonly folder: string;
  /** The address as added, with credentials and signatures hidden. */
  readonly url: string;
  readonly state: DownloadState;
  /** Null until a server has told it. */
  readonly size: number | null;
  readonly received: number;
  readonly rate: number;
  /** Seconds; null where it cannot be known. */
  readonly secondsLeft: number | null;
  readonly ranges: RangeSupport;
  /** Connections at most, and how many are open now. */
  readonly connections: number;
  readonly active: number;
  /** Bytes per second; 0 is no limit. */
  readonly limit: number;
  readonly checksum: ChecksumView;
  /** Set while the download waits before it tries again. */
  readonly wait: { readonly failure: Failure; readonly until: number } | null;
  /** Set while its file is repaired. */
  readonly repair: RepairState | null;
  readonly addedAt: number;
  readonly completedAt: number | null;
  /** Id of the queue it is in. */
  readonly queue: string;
  /** Place in the queue, smaller first. */
  readonly order: number;
  /** Id of its category; empty: none, or not known yet. */
  readonly category: string;
  readonly comment: string;
  /** When it was put into the trash; null: it was not. */
  readonly trashedAt: number | null;
}

export type RangeSupport = 'unknown' | 'yes' | 'no';

export interface ChecksumView {
  readonly expected: Checksum | null;
  readonly computed: Checksum | null;
  /** `disputed`: no sum is the person's own, and those of others disagree about the file. */
  readonly verdict: 'none' | 'pending' | 'match' | 'mismatch' | 'disputed';
  /** Sums that came without being asked for; absent where there are none. */
  readonly sums?: readonly KnownSum[];
}

/** One connection's slot, numbered from 1. Its range changes inside it. */
export interface SegmentView {
  readonly slot: number;
  readonly state: 'connecting' | 'receiving' | 'waiting' | 'idle' | 'ended';
  /**
   * Half-open range lent to the connection now (or last), and where in it the next byte goes. `end`
   * is `Number.MAX_SAFE_INTEGER` while bytes of a file of unknown length come in.
   */
  readonly start: number;
  readonly end: number;
  readonly position: number;
  readonly rate: number;
  /** Index into `DetailView.sources`. */
  readonly source: number;
}

export interface SourceView {
  readonly url: string;
  readonly host: string;
  readonly state: 'unused' | 'good' | 'set-aside';
  readonly failure: Failure | null;
  /** Bytes this source brought in this session. */
  readonly received: number;
  readonly rate: number;
  /** Bytes per second over the time in which it was asked in this session. */
  readonly mean: number;
  /** Milliseconds from its last request to the reply; null: it was not asked yet. */
  readonly delay: number | null;
  readonly failures: number;
  /** The person prefers it to the others. */
  readonly preferred?: true;
  /** Taken from the download: none of its bytes are asked for any more. */
  readonly removed?: true;
}

/** An entry of a download's own event log; `slot` 0 is the download as a whole. */
export interface LogEntry {
  readonly at: number;
  readonly slot: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

/** The seed's comparison. Seconds; `oneConnection` is an estimate from measured rates. */
export type Comparison =
  | {
      readonly kind: 'gain';
      readonly connections: number;
      readonly seconds: number;
      readonly oneConnection: number;
    }
  | { readonly kind: 'no-gain' }
  | { readonly kind: 'unknown' };

/** What the detail pane shows of the one download that a window watches. */
export interface DetailView {
  readonly id: string;
  readonly segments: readonly SegmentView[];
  readonly sources: readonly SourceView[];
  /**
   * Who brought which bytes: flat triples `start, end, slot` (half-open, ascending, apart).
   * Slot 0: brought by an earlier session.
   */
  readonly map: readonly number[];
  readonly log: readonly LogEntry[];
  /** Addresses from the one added to the one that answered, secrets hidden. */
  readonly redirects: readonly string[];
  readonly validator: string | null;
  readonly contentType: string | null;
  readonly comparison: Comparison;
  readonly requests: number;
  /** Bytes that were fetched more than once. */
  readonly refetched: number;
}
