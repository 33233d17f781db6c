import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tortureParts, type TorturePart } from './torture/torture-parts.ts';
import {
  isClean,
  resultOfFuzz,
  resultOfReport,
  tortureLine,
  type TortureResult,
} from './torture/torture-result.ts';

/** `npm run torture`: the long tests, with what they tried and what was wrong. */
const usage = `npm run torture -- [--minutes N] [--part TEXT]
  --minutes   all parts together (50); what has not ended by then has failed
  --part      only parts with this text in their names`;
const root = fileURLToPath(new URL('..', import.meta.url));
const shownFaults = 20;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '50' },
    part: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);

if (values.help || !(minutes > 0)) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 1;
} else {
  process.exitCode = await torture();
}

async function torture(): Promise<number> {
  const reports = mkdtempSync(join(tmpdir(), 'tributary-torture-'));
  const until = performance.now() + minutes * 60_000;
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopping.abort();
    });
  }
  let clean = true;
  try {
    for (const part of tortureParts(reports).filter(({ name }) => name.includes(values.part))) {
      const began = performance.now();
      const limit = Math.min(part.limit * 60_000, until - began);
      const result = limit > 0 ? await run(part, limit, stopping.signal) : null;
      const seconds = ((performance.now() - began) / 1_000).toFixed(0);
      console.log(`${tortureLine(part.name, part.things, result)}  (${seconds} s)`);
      for (const fault of result?.faults.slice(0, shownFaults) ?? [])
        console.log(`  ${fault.slice(0, 2_000)}`);
      clean &&= isClean(result);
    }
  } finally {
    rmSync(reports, { recursive: true });
  }
  return clean ? 0 : 1;
}

/** Runs a part for `limit` milliseconds at most; null where it did not come to its end. */
async function run(part: TorturePart, limit: number, signal: AbortSignal): Promise<TortureResult | null> {
  const output = await outputOf(part, limit, signal);
  if (part.report === null) return resultOfFuzz(output);
  if (existsSync(part.report)) return resultOfReport(readFileSync(part.report, 'utf8'));
  console.log(output.slice(-4_000));
  return null;
}

function outputOf(part: TorturePart, limit: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    // A group of its own, so that it is ended with all that it started.
    const child = spawn(process.execPath, part.args, {
      cwd: root,
      env: { ...process.env, ...part.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    let output = '';
    const keep = (text: string): void => {
      output = (output + text).slice(-1_000_000);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const stop = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
      } catch {
        // It has ended in the meantime.
      }
    };
    const timer = setTimeout(stop, limit);
    signal.addEventListener('abort', stop);
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(output);
    };
    child.once('error', (error) => {
      keep(error.message);
      end();
    });
    child.once('close', end);
  });
}
