import 'vitest';

declare module 'vitest' {
  /** What `npm run torture` reads in the report of a test that tries many points. */
  interface TaskMeta {
    /** How many were tried. */
    tried?: number;
    /** What was wrong, a text for each. */
    faults?: readonly string[];
  }
}
