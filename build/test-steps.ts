import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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
  readonly report?: { readonly path: string; readonly count: (text: string) => Counts | null };
  /** Name of a step without whose success this one could tell nothing. */
  readonly needs?: string;
  /** A file without which it cannot start. */
  readonly file?: string;
}

export interface StepResult {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
}

/** Minutes for the whole run. A step that is within its own limit ends with it, too. */
export const runMost = 24.5;

/** The steps of `npm test`, in order; reports go to the folder `reports`. */
export function testSteps(reports: string): readonly Step[] {
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
    return { name, command: npm(name, '--', ...reporters), limit, report: { path, count: vitestCounts } };
  };
  const e2eReport = join(reports, 'e2e.json');
  const e2eConfig = 'e2e/playwright.config.ts';
  return [
    { name: 'typecheck', command: npm('typecheck'), limit: 2 },
    { name: 'lint', command: npm('lint'), limit: 2 },
    { name: 'format', command: npm('format:check'), limit: 1 },
    { name: 'build', command: npm('build'), limit: 2 },
    vitest('unit', 6),
    vitest('integration', 16),
    {
      name: 'e2e',
      command: ['playwright', 'test', '--config', e2eConfig, '--reporter=list,json'],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
      limit: 10,
      report: { path: e2eReport, count: playwrightCounts },
      needs: 'build',
      file: e2eConfig,
    },
  ];
}

/** Runs the steps one after the other within `minutes`, each with its output as it comes; after `signal` none starts. */
export async function runSteps(
  steps: readonly Step[],
  root: string,
  print: (line: string) => void,
  signal: AbortSignal,
  minutes = runMost,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  const started = performance.now();
  for (const each of steps) {
    const left = minutes - (performance.now() - started) / 60_000;
    const step = { ...each, limit: Math.min(each.limit, left) };
    if (signal.aborted) {
      results.push({ name: step.name, counts: oneFailed, seconds: 0 });
      continue;
    }
    print(`\n=== ${step.name}`);
    const began = performance.now();
    const counts = await runStep(step, root, results, print, signal);
    const seconds = (performance.now() - began) / 1000;
    print(`=== ${step.name}: ${counts.failed === 0 ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`);
    results.push({ name: step.name, counts, seconds });
  }
  return results;
}

async function runStep(
  step: Step,
  root: string,
  before: readonly StepResult[],
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<Counts> {
  const needed = before.find((result) => result.name === step.needs);
  if (needed !== undefined && needed.counts.failed > 0) {
    print(`Not run: ${needed.name} failed.`);
    return oneFailed;
  }
  if (step.file !== undefined && !existsSync(join(root, step.file))) {
    print(`Not run: ${step.file} is not there.`);
    return oneFailed;
  }
  const status = await runCommand(step, root, print, signal);
  if (step.report === undefined) return status === 0 ? onePassed : oneFailed;
  const { path, count } = step.report;
  return judgeStep(status, existsSync(path) ? count(readFileSync(path, 'utf8')) : null);
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
