import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { playwrightFailures, vitestFailures, type FailedTest } from './failed-tests.ts';
import {
  judgeStep,
  oneFailed,
  onePassed,
  playwrightCounts,
  vitestCounts,
  type Counts,
} from './test-counts.ts';

const onWindows = process.platform === 'win32';

/** One step of the run. Without a report the step itself is what passes or fails. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Minutes after which the step is ended and has failed. */
  readonly limit: number;
  readonly report?: StepReport;
  /** Name of a step without whose success this one could tell nothing. */
  readonly needs?: string;
  /** A file without which it cannot start. */
  readonly file?: string;
  /** Starts together with the step before it: neither has use for more than one core, and both say little. */
  readonly beside?: boolean;
}

/** What a step leaves behind of its tests. */
export interface StepReport {
  readonly path: string;
  readonly count: (text: string) => Counts | null;
  readonly failures?: (text: string) => readonly FailedTest[];
  /** Runs these tests by themselves, with its report at the same path. */
  readonly again?: (failed: readonly FailedTest[]) => readonly string[];
}

export interface StepResult {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
  /** Tests that failed. */
  readonly failed: readonly FailedTest[];
  /** Tests that failed beside all others and passed by themselves. */
  readonly unsteady: readonly FailedTest[];
}

/** More failures than these in a step are no accident of the machine: they are not run again. */
export const againMost = 3;

/** Minutes for the whole run. A step that is within its own limit ends with it, too. */
export const runMost = 24.5;

/** The steps of `npm test`, in order; reports go to the folder `reports`. */
export function testSteps(reports: string, root: string): readonly Step[] {
  const npm = (script: string, ...more: string[]): readonly string[] => [
    'npm',
    'run',
    '--silent',
    script,
    ...more,
  ];
  const vitest = (name: string, limit: number): Step => {
    const path = join(reports, `${name}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
    const failures = (text: string): readonly FailedTest[] => vitestFailures(text, root);
    const command = npm(name, '--', ...reporters);
    return { name, command, limit, report: { path, count: vitestCounts, failures } };
  };
  const integration = vitest('integration', 16);
  const e2eReport = join(reports, 'e2e.json');
  const e2eConfig = 'e2e/playwright.config.ts';
  const e2eCommand = ['playwright', 'test', '--config', e2eConfig, '--reporter=list,json'];
  return [
    { name: 'typecheck', command: npm('typecheck'), limit: 4 },
    { name: 'lint', command: npm('lint'), limit: 5, beside: true },
    { name: 'format', command: npm('format:check'), limit: 4, beside: true },
    { name: 'build', command: npm('build'), limit: 2 },
    vitest('unit', 6),
    {
      ...integration,
      ...(integration.report && {
        report: {
          ...integration.report,
          again: (failed) => [...integration.command, ...unique(failed.map(({ file }) => file))],
        },
      }),
    },
    {
      name: 'e2e',
      command: e2eCommand,
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
      limit: 14,
      report: {
        path: e2eReport,
        count: playwrightCounts,
        failures: (text) => playwrightFailures(text, 'e2e'),
        again: (failed) => [
          ...e2eCommand,
          ...unique(failed.map(({ project = '' }) => `--project=${project}`)),
          ...unique(failed.map(({ file, line = 0 }) => `${file}:${String(line)}`)),
        ],
      },
      needs: 'build',
      file: e2eConfig,
    },
  ];
}

/**
 * Runs the steps in their order within `minutes`, each with its output as it comes; after `signal` none starts. A step
 * waits for all that stand before it, but for those it is beside.
 */
export async function runSteps(
  steps: readonly Step[],
  root: string,
  print: (line: string) => void,
  signal: AbortSignal,
  minutes = runMost,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  const started = performance.now();
  const run = async (each: Step): Promise<StepResult> => {
    const { name } = each;
    if (signal.aborted) return { ...notRun, name, seconds: 0 };
    const began = performance.now();
    const limit = Math.min(each.limit, minutes - (began - started) / 60_000);
    print(`\n=== ${name}`);
    const outcome = await runStep({ ...each, limit }, root, results, print, signal);
    const seconds = (performance.now() - began) / 1000;
    const word = outcome.counts.failed === 0 ? 'passed' : 'FAILED';
    print(`=== ${name}: ${word} in ${seconds.toFixed(1)} s`);
    return { ...outcome, name, seconds };
  };
  for (const together of groups(steps)) results.push(...(await Promise.all(together.map(run))));
  return results;
}

function groups(steps: readonly Step[]): readonly (readonly Step[])[] {
  const found: Step[][] = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (step.beside === true && last !== undefined) last.push(step);
    else found.push([step]);
  }
  return found;
}

type Outcome = Pick<StepResult, 'counts' | 'failed' | 'unsteady'>;
const notRun: Outcome = { counts: oneFailed, failed: [], unsteady: [] };

async function runStep(
  step: Step,
  root: string,
  before: readonly StepResult[],
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const needed = before.find((result) => result.name === step.needs);
  if (needed !== undefined && needed.counts.failed > 0) {
    print(`Not run: ${needed.name} failed.`);
    return notRun;
  }
  if (step.file !== undefined && !existsSync(join(root, step.file))) {
    print(`Not run: ${step.file} is not there.`);
    return notRun;
  }
  const began = performance.now();
  const first = await tryStep(step, root, print, signal);
  const again = step.report?.again;
  const { failed } = first;
  if (again === undefined || signal.aborted || failed.length !== first.counts.failed) return first;
  if (failed.length === 0 || failed.length > againMost) return first;
  print(`\n=== ${step.name}: ${String(failed.length)} failed beside all others; by themselves:`);
  const limit = step.limit - (performance.now() - began) / 60_000;
  const second = await tryStep({ ...step, command: again(failed), limit }, root, print, signal);
  if (second.counts.failed > 0 || second.counts.passed < failed.length) return first;
  const counts = { ...first.counts, passed: first.counts.passed + failed.length, failed: 0 };
  return { counts, failed: [], unsteady: failed };
}

/** Runs the step's command once and reads its report. */
async function tryStep(
  step: Step,
  root: string,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  if (step.report !== undefined) rmSync(step.report.path, { force: true });
  const status = await runCommand(step, root, print, signal);
  if (step.report === undefined) return { ...notRun, counts: status === 0 ? onePassed : oneFailed };
  const { path, count, failures } = step.report;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
  const counts = judgeStep(status, text === null ? null : count(text));
  return { counts, failed: text === null ? [] : (failures?.(text) ?? []), unsteady: [] };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function runCommand(
  step: Step,
  root: string,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const [command = '', ...args] = step.command;
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return new Promise((resolve) => {
    // A group of its own, so that a step that hangs is ended with all that it started.
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...step.env, PATH: path },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: onWindows,
      detached: !onWindows,
    });
    const stop = (): void => {
      killGroup(child, 'SIGTERM');
    };
    signal.addEventListener('abort', stop);
    const timer = setTimeout(
      () => {
        print(`${step.name} did not end in ${step.limit.toFixed(1)} minutes.`);
        killGroup(child, 'SIGKILL');
      },
      Math.max(0, step.limit) * 60_000,
    );
    const end = (status: number): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(status);
    };
    child.once('error', (error) => {
      print(error.message);
      end(127);
    });
    child.once('exit', (status) => {
      end(status ?? 1);
    });
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || onWindows) {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
