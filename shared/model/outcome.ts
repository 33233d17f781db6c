/** What is kept of how a finished download went. Measured, but where it says otherwise. */
export interface Outcome {
  /** From the start of the last run to its last byte. */
  readonly seconds: number;
  /** New bytes of that run: less than the file where an earlier one had brought some. */
  readonly bytes: number;
  /** Connections that brought some of them. */
  readonly connections: number;
  /** Seconds that one connection would have taken: an estimate; null where nothing was gained or measured. */
  readonly oneConnection: number | null;
  readonly comparison: 'gain' | 'no-gain' | 'unknown';
  /** Who brought how many bytes, in the order of the download's sources. */
  readonly sources: readonly { readonly host: string; readonly received: number }[];
}
