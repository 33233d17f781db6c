import type { Failure } from './reasons.ts';

/** How far a repair is: of the file that is looked through, or of what is compared and fetched. */
export interface RepairState {
  readonly doing: 'checking' | 'fetching';
  /** 0 to 100, whole. */
  readonly percent: number;
}

/** What came of repairing a file. */
export interface RepairOutcome {
  /** `whole`: it matched already. */
  readonly kind: 'whole' | 'repaired' | 'failed';
  /** Why nothing was changed; there where it failed. */
  readonly failure?: Failure;
  /** Bytes that were put into the file, and bytes that came over the network. */
  readonly replaced: number;
  readonly fetched: number;
  readonly requests: number;
  /** Hosts that turned out to have brought other bytes. */
  readonly blamed: readonly string[];
}
