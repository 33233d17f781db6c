import type { Goal } from './results/goals.ts';

/** The shortest time in which a case could be done, and what that is. */
export interface Limit {
  readonly seconds: number;
  readonly words: string;
}

/** A program in a case; `absent` says why it does not run here. */
export interface Entrant {
  readonly name: string;
  readonly ours: boolean;
  readonly absent: string | null;
  /** Only its first round is run: it stands there to be seen, and nothing is compared with it. */
  readonly once?: true;
}

/** What one run of a program cost and brought. */
export interface RunFigures {
  /** Seconds from start to end, and of processor time (user and system) of all its processes. */
  readonly wall: number;
  readonly cpu: number;
  /** Most resident bytes of all its processes; null where the system does not tell. */
  readonly memory: number | null;
  /** Other numbers of this run, by their names in `factNames`. */
  readonly facts: Readonly<Record<string, number>>;
  /** Why the run does not count: it ended badly, in no time that can be waited for, or with other bytes. */
  readonly fault: string | null;
  /** It was stopped because it took too long; it will not be asked again. */
  readonly gaveUp: boolean;
}

export interface CountedRun extends RunFigures {
  /** From 1. Runs of one round are compared with each other. */
  readonly round: number;
}

/** All runs of one program in one case. */
export interface Row extends Entrant {
  readonly runs: readonly CountedRun[];
}

export interface CaseRows {
  readonly limit: Limit | null;
  readonly rows: readonly Row[];
}

/** What a case is opened with. Paths are of folders. */
export interface CaseSetting {
  /** Bytes of the file, or of all files together. */
  readonly size: number;
  /** In memory, where there is room for it. */
  readonly scratch: string;
  readonly disk: string;
  /** The command that starts this program, and its first arguments. */
  readonly ours: readonly [command: string, ...args: string[]];
  /** Aborted when the run of the benchmark is to end. */
  readonly signal: AbortSignal;
}

/** A case with its servers, ready to be run. */
export interface OpenCase {
  readonly title: string;
  readonly limit: Limit | null;
  readonly entrants: readonly Entrant[];
  run(name: string): Promise<RunFigures>;
  close(): Promise<void>;
}

export interface BenchCase {
  /** The name of its figures in the JSON: it stays. */
  readonly id: string;
  /** S1 to S10. */
  readonly scenario: string;
  /** Bytes: on a machine of its own, at least for a figure that means something, and with `--quick`. */
  readonly sizes: { readonly full: number; readonly least: number; readonly quick: number };
  /**
   * Roughly how many seconds a round takes at the full size, and what the first takes besides: for
   * programs that are not asked again.
   */
  readonly seconds: { readonly round: number; readonly once: number };
  open(setting: CaseSetting): Promise<OpenCase>;
  goals(rows: CaseRows): readonly Goal[];
}
