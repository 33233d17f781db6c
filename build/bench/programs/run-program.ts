import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunFigures } from '../bench-case.ts';
import { measure, type Measurement } from './measure.ts';

/** One start of a program. Paths are of folders. */
export interface ProgramRun {
  readonly start: readonly [command: string, ...args: string[]];
  readonly args: readonly string[];
  readonly scratch: string;
  /** Seconds. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly onLine?: (line: string, at: number) => void;
}

/** Empties the folder that a program writes to, and the home that it believes it has. */
export async function clearFolders(folder: string, scratch: string): Promise<void> {
  const home = homeOf(scratch);
  await Promise.all([folder, home].map((each) => rm(each, { recursive: true, force: true })));
  await Promise.all([folder, home].map((each) => mkdir(each, { recursive: true })));
  // Axel keeps what it needs to go on every ten seconds, if it is not told otherwise.
  await writeFile(join(home, '.axelrc'), 'save_state_interval = 1\n');
}

/** No program reads settings of, or leaves anything in, the home of who runs this. */
export function runProgram({ start, args, ...rest }: ProgramRun): Promise<Measurement> {
  const [command, ...first] = start;
  const home = homeOf(rest.scratch);
  const { http_proxy: _, HTTP_PROXY: __, all_proxy: ___, ALL_PROXY: ____, ...env } = process.env;
  return measure(command, [...first, ...args], {
    ...rest,
    env: {
      ...env,
      HOME: home,
      TMPDIR: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_STATE_HOME: join(home, 'state'),
      XDG_DATA_HOME: join(home, 'data'),
    },
  });
}

/** What the measurement says; `wrong` is what was found when the bytes were compared. */
export function figuresOf(
  { cpu, memory, said, status, wall }: Measurement,
  limit: number,
  wrong: string | null,
  facts: Readonly<Record<string, number>> = {},
): RunFigures {
  const ending =
    status === 0
      ? null
      : status === 'limit'
        ? `not done in ${limit.toFixed(0)} s`
        : status === 'signal'
          ? 'stopped'
          : `exit status ${String(status)}: ${said}`;
  return { wall, cpu, memory, facts, fault: ending ?? wrong, gaveUp: status === 'limit' };
}

/** The folder that programs believe to be home. */
export function homeOf(scratch: string): string {
  return join(scratch, 'home');
}
