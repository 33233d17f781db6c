import type { Failure } from './reasons.ts';

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
