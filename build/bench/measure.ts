import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What one run of a program and all that it started cost. */
export interface Measurement {
  /** Seconds from its start to its end, and of processor time, user and system. */
  readonly wall: number;
  readonly cpu: number;
  /** Most resident memory, in bytes, summed over its processes; null where /proc does not tell. */
  readonly memory: number | null;
  readonly status: number;
  /** The end of what it said on stderr. */
  readonly said: string;
}

// Bash's own `time` counts all descendants that were waited for, which Node cannot ask about.
const timed = 'TIMEFORMAT="%3R %3U %3S"; log=$0; time "$@" > /dev/null 2> "$log"';
const sampleEvery = 25;

/** Runs a program to its end with its output put aside; `scratch` is a folder for that. */
export async function measure(
  command: string,
  args: readonly string[],
  scratch: string,
  env: NodeJS.ProcessEnv,
): Promise<Measurement> {
  const log = join(scratch, 'stderr');
  const child = spawn('bash', ['-c', timed, log, command, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let times = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    times += text;
  });
  let memory: number | null = null;
  const sampler = setInterval(() => {
    const now = child.pid === undefined ? null : treeMemory(child.pid);
    if (now !== null) memory = Math.max(memory ?? 0, now);
  }, sampleEvery);
  const status = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
  clearInterval(sampler);
  const [wall = Number.NaN, user = 0, system = 0] = (times.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  const said = (await readFile(log, 'utf8').catch(() => '')).trim().slice(-500);
  return { wall, cpu: user + system, memory, status, said };
}

/** Peak resident bytes so far of each process below `pid`, summed; null when there is none. */
function treeMemory(pid: number): number | null {
  const found = childrenOf(pid).flatMap((child) => [peakOf(child), treeMemory(child)]);
  const known = found.filter((bytes) => bytes !== null);
  return known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0);
}

/** Any thread may have started a process, so each one's list is read. */
function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${String(pid)}/task`).flatMap((thread) =>
      readFileSync(`/proc/${String(pid)}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    return [];
  }
}

function peakOf(pid: number): number | null {
  try {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
    return match === null ? null : Number(match[1]) * 1024;
  } catch {
    return null;
  }
}
