import type { ControlNames } from './files/control-names.ts';
import type { SmallBuffers } from './files/small-buffers.ts';
import type { FileFacts } from './policy/category-rule.ts';
import type { HostLimits } from './policy/limits/host-limits.ts';
import type { SidecarLists } from './sums/sidecar-lists.ts';
import type { QueueList } from './queues/queue-list.ts';
import type { EnginePorts } from './ports/engine-ports.ts';
import type { RecentRuns } from './run/recent-runs.ts';

/** Numbers that can change while the engine runs. */
export interface EngineLimits {
  /** Downloads at a time. */
  jobs: number;
  connectionsPerHost: number;
  /** Bytes per second, 0 is no limit. */
  limit: number;
  /** IANA name of the zone that times of queues are in; empty or absent: the system's own. */
  timeZone?: string;
  /** Milliseconds of silence after which a connection is replaced. */
  timeout: number;
  /** Milliseconds without a byte from any source after which a download ends; 0 is never. */
  patience: number;
  /** Whether sums are looked for in files beside a download. Absent: not. */
  sidecarSums?: boolean;
}

/**
 * Finds the category of a file by rule, and its folder where it has one that may be written to; asked at the
 * first contact of each download without a category.
 */
export type SortByRule = (facts: FileFacts) => Promise<SortedFile>;

export interface SortedFile {
  /** Id; empty: none. */
  readonly category: string;
  readonly folder: string | null;
}

export interface EngineHooks {
  /** A download is new, has changed, or has gone. Cheap, and often called. */
  readonly onChange: (id: string) => void;
  /** Somebody is there to be asked what to do about a file that changed; else it starts over, once. */
  readonly asks?: boolean;
  /**
   * Asked at the start of each run and before files are deleted: the list may hold folders of an
   * earlier start that are outside of what this one may write to. Absent: all.
   */
  readonly allowsFolder?: (folder: string) => Promise<boolean>;
  /** A queue is new, another one, or gone, or one starts or stops. */
  readonly onQueues?: () => void;
  readonly sort?: SortByRule;
  /** The machine woke, or its network is another one: what stopped for want of either may go on. */
  readonly onReturn?: () => void;
}

/** What the downloads of one engine share. */
export interface DownloadContext {
  readonly ports: EnginePorts;
  readonly limits: EngineLimits;
  readonly hostLimits: HostLimits;
  readonly sidecars: SidecarLists;
  readonly queues: QueueList;
  /** Finished downloads whose last run is still in memory. */
  readonly recent: RecentRuns;
  /** Targets that downloads of this engine hold now. */
  readonly held: Set<string>;
  readonly smallBuffers: SmallBuffers;
  readonly controlNames: ControlNames;
  /** Whether a download of this id is on the list. */
  readonly isListed: (id: string) => boolean;
  /** One more download waits for its turn. */
  readonly onQueued: () => void;
  /** Whether somebody is there to be asked what to do about a file that changed; else it starts over, once. */
  readonly asks: boolean;
  readonly onChange: (id: string) => void;
  readonly sort: SortByRule;
  /** Whether files may be written into a folder and deleted from it, as of now. */
  readonly allowsFolder: (folder: string) => Promise<boolean>;
  /** Notices a sleep of the machine that just ended, before the time that went by is judged. */
  readonly lookAround: () => void;
}
