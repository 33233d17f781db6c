import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { treeMemory } from './tree-memory.ts';

/** What one run of a program and all that it started cost. */
export interface Measurement {
  /** Seconds from its start to its end, and of processor time, user and system; NaN where it was stopped. */
  readonly wall: number;
  readonly cpu: number;
  /** Most resident memory, in bytes, summed over its processes; null where /proc does not tell. */
  readonly memory: number | null;
  /** Its exit status, or who stopped it. */
  readonly status: number | 'limit' | 'signal';
  /** The end of what it said on stderr. */
  readonly said: string;
}

export interface MeasureOptions {
  /** A folder for what it says. */
  readonly scratch: string;
  readonly env: NodeJS.ProcessEnv;
  /** Seconds after which it is killed with all that it started. */
  readonly limit: number;
  /** Kills it, too. */
  readonly signal: AbortSignal;
  /** Hears each line of its stdout, with the milliseconds since 1970 of a monotonic clock. */
  readonly onLine?: (line: string, at: number) => void;
}

// Bash's own `time` counts all descendants that were waited for, which Node cannot ask about.
const timed = 'TIMEFORMAT="%3R %3U %3S"; log=$0; time "$@" 2> "$log"';
const sampleEvery = 50;

/** Runs a program to its end, in a process group of its own. */
export async function measure(
  command: string,
  args: readonly string[],
  { env, limit, onLine, scratch, signal }: MeasureOptions,
): Promise<Measurement> {
  const log = join(scratch, 'stderr');
  const child = spawn('bash', ['-c', timed, log, command, ...args], {
    ...{ env, detached: true },
    stdio: ['ignore', onLine === undefined ? 'ignore' : 'pipe', 'pipe'],
  });
  const { pid, stderr, stdout } = child;
  let times = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    times += text;
  });
  if (stdout !== null)
    createInterface({ input: stdout }).on('line', (line) => {
      onLine?.(line, performance.timeOrigin + performance.now());
    });
  let memory: number | null = null;
  const sampler = setInterval(() => {
    const now = pid === undefined ? null : treeMemory(pid);
    if (now !== null) memory = Math.max(memory ?? 0, now);
  }, sampleEvery);
  let stopped: 'limit' | 'signal' | null = null;
  const stop = (why: 'limit' | 'signal'): void => {
    stopped ??= why;
    if (pid !== undefined) killGroup(pid);
  };
  const onAbort = (): void => {
    stop('signal');
  };
  const timer = setTimeout(stop, limit * 1_000, 'limit');
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const status = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
  clearInterval(sampler);
  clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = (times.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map((text) => (text === '' ? Number.NaN : Number(text)));
  const said = (await readFile(log, 'utf8').catch(() => '')).trim().slice(-500);
  return { wall, cpu: user + system, memory, status: stopped ?? status, said };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}
