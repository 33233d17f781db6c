/** How many tests (or steps) came out how. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const onePassed: Counts = { passed: 1, failed: 0, skipped: 0 };
export const oneFailed: Counts = { passed: 0, failed: 1, skipped: 0 };

export function sumCounts(all: readonly Counts[]): Counts {
  const sum = (pick: (counts: Counts) => number): number =>
    all.reduce((total, counts) => total + pick(counts), 0);
  return { passed: sum((c) => c.passed), failed: sum((c) => c.failed), skipped: sum((c) => c.skipped) };
}

/** The run's last line: `N passed, N failed`, and what was skipped when anything was. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${String(passed)} passed, ${String(failed)} failed${skipped === 0 ? '' : `, ${String(skipped)} skipped`}`;
}

/** Exit status of the run: good only when something passed and nothing failed. */
export function exitStatus({ passed, failed }: Counts): 0 | 1 {
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** Counts in Vitest's JSON report. */
export function vitestCounts(report: string): Counts | null {
  const fields = parseObject(report);
  const passed = fields?.['numPassedTests'];
  const failed = fields?.['numFailedTests'];
  if (fields === null || typeof passed !== 'number' || typeof failed !== 'number') return null;
  const skipped = numberOf(fields['numPendingTests']) + numberOf(fields['numTodoTests']);
  return { passed, failed, skipped };
}

/** Counts in Playwright's JSON report; a test that passed on a second try did not pass. */
export function playwrightCounts(report: string): Counts | null {
  const fields = parseObject(report);
  const stats = fields?.['stats'];
  if (fields === null || typeof stats !== 'object' || stats === null) return null;
  const { expected, unexpected, flaky, skipped } = stats as Record<string, unknown>;
  const errors = Array.isArray(fields['errors']) ? fields['errors'].length : 0;
  const failed = numberOf(unexpected) + numberOf(flaky) + errors;
  return { passed: numberOf(expected), failed, skipped: numberOf(skipped) };
}

/**
 * Counts of a step by its exit status and its report: a step that failed has at least one failure,
 * and so has one that ran no test or left no report.
 */
export function judgeStep(status: number, counts: Counts | null): Counts {
  if (counts === null || counts.passed + counts.failed === 0)
    return { ...oneFailed, skipped: counts?.skipped ?? 0 };
  return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
