import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startNginx } from '../../../electron/engine/testing/real-servers/real-servers.ts';
import { writeSeededFile } from '../../../electron/engine/testing/range-server/seeded-body.ts';
import { writeFile } from 'node:fs/promises';
import type { BenchCase, CaseSetting, OpenCase, RunFigures } from '../bench-case.ts';
import { compareFiles } from '../programs/compare-files.ts';
import type { ListJob } from '../programs/file-job.ts';
import { listPrograms, type ListProgram } from '../programs/list-programs.ts';
import { clearFolders, figuresOf, runProgram } from '../programs/run-program.ts';
import { factGoal } from '../results/goals.ts';
import { openConnections, tcpTableNow } from '../servers/unread-bytes.ts';
import { benchSeed, entrantOf, fileName, modified } from './file-stage.ts';

const mebibyte = 2 ** 20;
const downloads = 8;
/** Connections of each download. */
const connections = 8;
const limitRate = 4 * mebibyte;
const patience = 120;

const goals: BenchCase['goals'] = (all) => [
  factGoal(
    all,
    'perConnection',
    { name: 'memory over the base for each connection', unit: 'MiB', bound: 2, of: 'middle' },
    1 / mebibyte,
  ),
];

/** S9: what 64 connections take in memory, for two sizes of the files. */
export const crowd: readonly BenchCase[] = [
  {
    ...{ id: 'S9-small', scenario: 'S9', seconds: { round: 6, once: 0 }, open, goals },
    sizes: { full: 512 * mebibyte, least: 512 * mebibyte, quick: 384 * mebibyte },
  },
  {
    ...{ id: 'S9-large', scenario: 'S9', seconds: { round: 20, once: 0 }, open, goals },
    sizes: { full: 2048 * mebibyte, least: 1024 * mebibyte, quick: 768 * mebibyte },
  },
];

/** Eight servers, each with one file. */
async function open(setting: CaseSetting): Promise<OpenCase> {
  const served = join(setting.scratch, 'served');
  const each = Math.round(setting.size / downloads);
  await mkdir(served, { recursive: true });
  writeSeededFile(join(served, fileName), benchSeed, each, modified);
  writeSeededFile(join(served, 'small'), benchSeed, mebibyte, modified);
  const servers = await Promise.all(
    Array.from({ length: downloads }, () => startNginx(served, { limitRate })),
  );
  const { aria2c, tributary } = listPrograms(setting.ours);
  const programs = [tributary, aria2c];
  const job: ListJob = {
    files: servers.map(({ url }, index) => ({ url: `${url}/${fileName}`, name: `file-${String(index)}` })),
    ...{ folder: join(setting.scratch, 'out'), list: join(setting.scratch, 'list') },
    ...{ jobs: downloads, connections, rate: null },
  };
  const small = {
    ...job,
    files: servers.slice(0, 1).map(({ url }) => ({ url: `${url}/small`, name: 'small' })),
  };
  const ports = servers.map(({ url }) => Number(new URL(url).port));
  return {
    title: `64 connections to 8 servers, 8 downloads of ${String(Math.round(each / mebibyte))} MiB`,
    limit: null,
    entrants: programs.map(entrantOf),
    run: async (name) => {
      const program = programs.find((one) => one.name === name);
      if (program === undefined) throw new Error(`There is no ${name} in a crowd.`);
      const base = await runList(
        setting,
        { ...small, jobs: 1, connections: 1 },
        program,
        ports,
        join(served, 'small'),
      );
      const full = await runList(setting, job, program, ports, join(served, fileName));
      const open = full.facts['connections'] ?? Number.NaN;
      const perConnection = ((full.memory ?? Number.NaN) - (base.memory ?? Number.NaN)) / open;
      const facts = { ...full.facts, base: base.memory ?? Number.NaN, perConnection };
      return { ...full, facts, fault: full.fault ?? base.fault };
    },
    async close() {
      await Promise.all(servers.map((server) => server.stop()));
      for (const file of [fileName, 'small']) await rm(join(served, file), { force: true });
    },
  };
}

async function runList(
  { scratch, signal }: CaseSetting,
  job: ListJob,
  program: ListProgram,
  ports: readonly number[],
  reference: string,
): Promise<RunFigures> {
  await clearFolders(job.folder, scratch);
  await writeFile(job.list, program.list(job));
  const watching = new AbortController();
  const most = mostConnections(ports, watching.signal);
  const args = program.arguments(job);
  const measured = await runProgram({ start: program.start, args, scratch, limit: patience, signal });
  watching.abort();
  let wrong: string | null = null;
  if (measured.status === 0)
    for (const { name } of job.files) wrong ??= await compareFiles(join(job.folder, name), reference);
  await clearFolders(job.folder, scratch);
  return figuresOf(measured, patience, wrong, { connections: await most });
}

/** Connections that are open at one time, at most, until `signal`. */
async function mostConnections(ports: readonly number[], signal: AbortSignal): Promise<number> {
  let most = 0;
  while (!signal.aborted) {
    most = Math.max(most, openConnections(tcpTableNow(), ports));
    await delay(50);
  }
  return most;
}
