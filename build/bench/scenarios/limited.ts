import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCase, CaseSetting, OpenCase, RunFigures } from '../bench-case.ts';
import { compareFiles } from '../programs/compare-files.ts';
import { filePrograms } from '../programs/file-programs.ts';
import { listPrograms } from '../programs/list-programs.ts';
import { clearFolders, figuresOf, runProgram } from '../programs/run-program.ts';
import { factGoal } from '../results/goals.ts';
import { worstRates, type ReadSample } from '../results/window-rates.ts';
import { startRangeProcess, type RangeProcess } from '../servers/range-process.ts';
import {
  benchSeed,
  entrantOf,
  fileName,
  modified,
  referenceIn,
  removeReference,
  writeReference,
} from './file-stage.ts';

/** Seconds of a run at the full size, and of the window that a limit must hold in. */
const runSeconds = 10;
const windowSeconds = 5;
const connections = 4;
const shared = 4;

/** S10: limits in bytes per second, for one download and shared by four. */
export const limited: readonly BenchCase[] = [1_000_000, 10_000_000, 100_000_000].flatMap((rate) =>
  [1, shared].map((downloads): BenchCase => {
    const name = `S10-${String(rate / 1_000_000)}-${downloads === 1 ? 'alone' : 'four'}`;
    const size = rate * runSeconds;
    return {
      ...{ id: name, scenario: 'S10', seconds: { round: 11, once: downloads === 1 ? 23 : 12 } },
      sizes: { full: size, least: size * 0.6, quick: size * 0.25 },
      open: (setting) => open(setting, rate, downloads),
      goals: (all) => [
        factGoal(all, 'off', { name: 'off the limit in any 5 s', unit: '%', bound: 3, of: 'most' }, 100),
      ],
    };
  }),
);

/** A start, told apart by what it writes: the names of its files. */
interface LimitedProgram {
  readonly name: string;
  readonly ours: boolean;
  readonly start: readonly [string, ...string[]];
  readonly prepare: (server: RangeProcess) => Promise<readonly string[]>;
}

async function open(setting: CaseSetting, rate: number, downloads: number): Promise<OpenCase> {
  const each: CaseSetting = { ...setting, size: Math.round(setting.size / downloads) };
  writeReference(each);
  const programs = downloads === 1 ? alone(each, rate) : together(each, rate, downloads);
  const files = Array.from({ length: downloads }, (_, index) => nameOf(index));
  const seconds = setting.size / rate;
  const title = `limit of ${String(rate / 1_000_000)} MB/s, ${downloads === 1 ? 'one download' : `shared by ${String(downloads)} downloads`}`;
  const limit = { seconds, words: 'size / limit' };
  return {
    ...{ title, limit, close: () => removeReference(each) },
    entrants: programs.map((program) => ({
      ...entrantOf(program),
      ...(program.ours ? {} : { once: true as const }),
    })),
    run: async (name) => {
      const program = programs.find((one) => one.name === name);
      if (program === undefined) throw new Error(`There is no ${name} with a limit.`);
      return runLimited(each, program, rate, files, 10 + seconds * 2);
    },
  };
}

function alone(setting: CaseSetting, rate: number): readonly LimitedProgram[] {
  const { aria2c, curl, tributary } = filePrograms(setting.ours);
  return [tributary, aria2c, curl].map(({ name, ours, start, arguments: argumentsOf }) => ({
    ...{ name, ours, start },
    prepare: async (server) =>
      argumentsOf({
        ...{ urls: [server.urlOf(fileName)], folder: join(setting.scratch, 'out'), name: nameOf(0) },
        ...{ size: setting.size, connections, checksum: null, rate, timeout: null, resume: false },
      }),
  }));
}

function together(setting: CaseSetting, rate: number, downloads: number): readonly LimitedProgram[] {
  const { aria2c, tributary } = listPrograms(setting.ours);
  return [tributary, aria2c].map(({ name, ours, start, list, arguments: argumentsOf }) => ({
    ...{ name, ours, start },
    prepare: async (server) => {
      const files = Array.from({ length: downloads }, (_, index) => ({
        url: server.urlOf(nameOf(index)),
        name: nameOf(index),
      }));
      const folders = { folder: join(setting.scratch, 'out'), list: join(setting.scratch, 'list') };
      const job = { files, ...folders, jobs: downloads, connections, rate };
      await writeFile(job.list, list(job));
      return argumentsOf(job);
    },
  }));
}

async function runLimited(
  setting: CaseSetting,
  program: LimitedProgram,
  rate: number,
  files: readonly string[],
  patience: number,
): Promise<RunFigures> {
  const { scratch, signal, size } = setting;
  const folder = join(scratch, 'out');
  // Small pieces where the rate is small: what is given to the system is known to that precision.
  const pieceSize = Math.min(65_536, Math.max(4_096, Math.round(rate / 1_000)));
  const server = await startRangeProcess({
    ...{ seed: benchSeed, size, pieceSize, lastModified: modified.toUTCString() },
  });
  try {
    await clearFolders(folder, scratch);
    const args = await program.prepare(server);
    const watching = new AbortController();
    const samples = readSamples(server, watching.signal);
    const measured = await runProgram({ start: program.start, args, scratch, limit: patience, signal });
    watching.abort();
    let wrong: string | null = null;
    if (measured.status === 0)
      for (const name of files) wrong ??= await compareFiles(join(folder, name), referenceIn(setting));
    await clearFolders(folder, scratch);
    const total = size * files.length;
    const span = Math.min(windowSeconds, total / rate / 2);
    const read = await samples;
    const { least, most } = worstRates(read, span, Math.min(total, read.at(-1)?.bytes ?? 0));
    const off = Math.max(most / rate - 1, 1 - least / rate);
    return figuresOf(measured, patience, wrong, { off, least, most });
  } finally {
    await server.stop();
  }
}

/** What the clients have read of the server since the first request, fifty times a second until `signal`. */
async function readSamples(server: RangeProcess, signal: AbortSignal): Promise<readonly ReadSample[]> {
  const samples: ReadSample[] = [];
  while (!signal.aborted) {
    const { at, firstAt, read } = await server.count();
    if (firstAt !== null && samples.length === 0) samples.push({ at: firstAt / 1_000, bytes: 0 });
    if (firstAt !== null) samples.push({ at: at / 1_000, bytes: read });
    await delay(20);
  }
  return samples;
}

function nameOf(index: number): string {
  return `file-${String(index)}.bin`;
}
