/** What the child does. */
export interface CrashPlan {
  readonly url: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly connections: number;
  /** How much faster than real the engine's clock runs: more is saved more often. */
  readonly speed: number;
  /** Milliseconds of the engine's clock without progress. */
  readonly patience: number;
  readonly action: 'fetch' | 'remove';
}

/** How the child came to its end. */
export interface CrashReport {
  readonly state: string;
  readonly code: string | null;
}

export const catalogName = 'catalog.sqlite';
export const settingsName = 'settings.json';
