import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCase, CaseSetting, OpenCase, RunFigures } from '../bench-case.ts';
import { compareFiles } from '../programs/compare-files.ts';
import { filePrograms, type FileProgram } from '../programs/file-programs.ts';
import { clearFolders, figuresOf, runProgram } from '../programs/run-program.ts';
import { factGoal, wallToBest, wallToLimit } from '../results/goals.ts';
import {
  entrantOf,
  jobOf,
  referenceIn,
  removeReference,
  writeReference,
  type FileStage,
} from './file-stage.ts';
import { rangeServers } from './range-servers.ts';

const mebibyte = 2 ** 20;
const connections = 6;
/** Bytes per second of each connection, and of all. */
const cap = 8_000_000;
const rate = connections * cap;
/** Guarantee 2: so much is fetched again at most, the bytes of a second or 8 MiB. */
const againMost = Math.max(rate, 8 * mebibyte);

/** S8: killed at half, and started again. */
export const killed: readonly BenchCase[] = [
  {
    ...{ id: 'S8', scenario: 'S8', seconds: { round: 33, once: 40 } },
    sizes: { full: 480_000_000, least: 320_000_000, quick: 96_000_000 },
    open,
    goals: (all) => [
      wallToLimit(all, 1.05),
      wallToBest(all, 1),
      factGoal(
        all,
        'extra',
        { name: 'fetched again', unit: 'MiB', bound: againMost / mebibyte, of: 'most' },
        1 / mebibyte,
      ),
    ],
  },
];

async function open(setting: CaseSetting): Promise<OpenCase> {
  writeReference(setting);
  const { aria2c, axel, curl, tributary } = filePrograms(setting.ours);
  const programs = [tributary, aria2c, axel, curl];
  const stage: FileStage = {
    title: `killed at half and started again, ${String(connections)} connections of 8 MB/s; the second start's figures`,
    limit: null,
    programs,
    job: { connections, resume: true },
    serve: rangeServers(setting.size, { rate: cap }),
    patience: 10 + (setting.size / rate) * 8,
  };
  return {
    ...{ title: stage.title, limit: null, close: () => removeReference(setting) },
    entrants: programs.map(entrantOf),
    run: async (name) => {
      const program = programs.find((each) => each.name === name);
      if (program === undefined) throw new Error(`There is no ${name} that can be killed.`);
      return runTwice(setting, stage, program);
    },
  };
}

async function runTwice(setting: CaseSetting, stage: FileStage, program: FileProgram): Promise<RunFigures> {
  const { scratch, signal, size } = setting;
  const servers = await stage.serve();
  try {
    const job = jobOf(setting, stage, servers.urls);
    const run = { start: program.start, args: program.arguments(job), scratch, limit: stage.patience };
    await clearFolders(job.folder, scratch);
    const killer = new AbortController();
    const first = runProgram({ ...run, signal: AbortSignal.any([signal, killer.signal]) });
    const watching = new AbortController();
    const watch = (async (): Promise<void> => {
      while (!watching.signal.aborted && (await servers.count()).bytes < size / 2) await delay(10);
      killer.abort();
    })();
    const { status } = await first;
    watching.abort();
    await watch;
    if (status !== 'signal') {
      const fault = `ended before half: ${String(status)}`;
      return {
        wall: Number.NaN,
        cpu: Number.NaN,
        memory: null,
        facts: {},
        fault,
        gaveUp: status === 'limit',
      };
    }
    const before = (await servers.count()).bytes;
    const second = await runProgram({ ...run, signal });
    const { bytes, requests } = await servers.count();
    const wrong =
      second.status === 0 ? await compareFiles(join(job.folder, job.name), referenceIn(setting)) : null;
    await clearFolders(job.folder, scratch);
    const limit = (size - before) / rate;
    return figuresOf(second, stage.patience, wrong, { limit, extra: bytes - size, requests });
  } finally {
    await servers.stop();
  }
}
