import type { AddressSpace } from '../model/address-space.ts';
import type { Checksum } from '../model/checksum.ts';
import type { PasswordsKept } from '../model/credential.ts';
import type { IntakeNote, RequestHeaders } from '../model/intake.ts';
import type { Failure } from '../model/reasons.ts';
import type { Settings } from '../model/settings.ts';
import type { SpeedSample, SpeedSeries } from '../model/speed-series.ts';
import type { PieceHashes } from '../model/sums.ts';
import type { AfterAllView, PowerAction } from '../model/after-all.ts';
import type { QueueView } from '../model/queue.ts';
import type { SpeedLimitView } from '../model/speed-limit.ts';
import type { DownloadView, RangeSupport } from '../model/view.ts';

export interface Snapshot {
  /** Number of the last event that this snapshot includes. */
  readonly seq: number;
  readonly downloads: readonly DownloadView[];
  readonly settings: Settings;
  readonly speedLimit: SpeedLimitView;
  readonly queues: readonly QueueView[];
  readonly afterAll: AfterAllView;
}

/** What this host can do; the window says so where something is missing. */
export interface HostInfo {
  readonly kind: 'desktop' | 'headless';
  readonly version: string;
  readonly platform: string;
  readonly canOpenFiles: boolean;
  readonly canChooseFolder: boolean;
  /** Commands are run for finished files; absent: they are not. */
  readonly runsCommands?: boolean;
  /** What of the machine's power it may decide about; absent: nothing. */
  readonly power?: readonly PowerAction[];
  /** Where passwords go that are to be remembered. */
  readonly passwords: PasswordsKept;
}

/** How fast it went so far, in total and of one download, where one was asked about. */
export interface SpeedsView {
  readonly total: SpeedSeries;
  readonly download: SpeedSeries | null;
}

/** One more second: the total, and the download that the window watches. */
export interface SpeedEvent {
  readonly total: SpeedSample;
  readonly download: { readonly id: string; readonly sample: SpeedSample } | null;
}

/** What the machine that does the work has left: room for files, and a network. */
export interface Surroundings {
  /** Bytes that the folder for new downloads still takes; null where the system does not tell. */
  readonly free: number | null;
  /** It has an address in some network. */
  readonly online: boolean;
}

/** What the window is asked from outside it to show: from a notification, a tray. */
export type Reveal =
  | { readonly kind: 'download'; readonly id: string }
  /** Where rates and times of the speed limit are set. */
  | { readonly kind: 'speed-limit' };

export interface LinkFound {
  readonly url: string;
  readonly mirrors: readonly string[];
  /** A sum that stood beside the link. */
  readonly checksum: Checksum | null;
  /** What a metalink says besides: the file's name, its bytes, and the sums of its pieces. */
  readonly name?: string;
  readonly size?: number;
  readonly pieces?: PieceHashes;
  /** Where the page or list lies that the link is from, if not the user: give it to `probe` and `add`. */
  readonly reach?: AddressSpace;
  /** What a command or a list has it asked for with: give them to `probe` and `add`, and show no value. */
  readonly headers?: RequestHeaders;
  /** As many as the script had parts of the file. */
  readonly connections?: number;
  /** Id of the download that has this address already. */
  readonly known?: string;
}

export interface LinksFound {
  readonly links: readonly LinkFound[];
  /** What was asked for besides and is left out. */
  readonly notes: readonly IntakeNote[];
}

export type ProbeView = {
  /** How many of the cookies that were given go to it. */
  readonly cookies: number;
} & (
  | {
      readonly ok: true;
      /** Give it to `add`, so that the open stream is used and nothing is asked twice. */
      readonly token: string;
      readonly name: string;
      readonly size: number | null;
      readonly ranges: RangeSupport;
      readonly contentType: string | null;
    }
  | { readonly ok: false; readonly failure: Failure }
);

export interface FolderListing {
  readonly path: string;
  readonly parent: string | null;
  readonly folders: readonly string[];
  /** Free space in bytes, where the system tells. */
  readonly free: number | null;
}

export type VerifyProgress = {
  readonly id: string;
  readonly hashed: number;
  readonly size: number;
} & (
  | { readonly done: false }
  | { readonly done: true; readonly expected: Checksum; readonly computed: Checksum; readonly match: boolean }
  | { readonly done: true; readonly failure: Failure | { readonly code: 'cancelled' } }
);

/** A profile as a person entered it. */
export interface ServerInput {
  /** The pattern of the profile that is edited; null: it is a new one. */
  readonly was: string | null;
  readonly pattern: string;
  readonly connections: number;
  readonly userAgent: string;
  readonly referer: string;
  /** `keep`: as it was. */
  readonly signIn:
    | { readonly kind: 'keep' | 'none' }
    | { readonly kind: 'password'; readonly user: string; readonly password: string }
    | { readonly kind: 'token'; readonly token: string };
  /** A null value: the one that is kept. */
  readonly headers: readonly (readonly [name: string, value: string | null])[];
}

/** Why a call failed, besides the interrupt reasons. */
export type CallFailureCode =
  | Failure['code']
  | 'call-unknown'
  | 'call-malformed'
  | 'call-internal'
  | 'not-found'
  | 'not-a-checksum'
  | 'not-a-link'
  | 'not-cookies'
  | 'no-cookies'
  | 'not-a-proxy'
  | 'not-a-time-zone'
  | 'not-a-server'
  | 'server-too-wide'
  | 'server-known'
  | 'not-a-header'
  | 'not-a-command'
  | 'outside-roots'
  | 'not-ours'
  | 'not-possible-here'
  | 'link-other-size'
  | 'link-other-version'
  | 'link-other-bytes'
  | 'link-not-needed'
  | 'connection-lost';

export interface CallFailure {
  readonly code: CallFailureCode;
  readonly facts?: Failure['facts'];
}
