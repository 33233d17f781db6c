/** At which of its calls a process is to end. */
export interface Death {
  /** Its number among all counted calls, or among those of its kind where `what` names one; from 1. */
  readonly number: number;
  readonly what?: string;
  /** `halfway`: half of a write, or somewhere inside a statement of SQLite; other calls know no half. */
  readonly when: 'before' | 'halfway' | 'after';
}

/** What `die-at-call.ts` finds in its process's environment. */
export interface DeathPlan {
  /** Only calls on what lies below this folder are counted. */
  readonly root: string;
  readonly death: Death | null;
  /** A file for the list of calls (JSON), where the process comes to its own end; or null. */
  readonly report: string | null;
}

export const deathVariable = 'TRIBUTARY_DEATH';

/** Environment in which `node --import die-at-call.ts` does as planned. */
export function deathEnvironment(plan: DeathPlan): Readonly<Record<string, string>> {
  return { [deathVariable]: JSON.stringify(plan) };
}
