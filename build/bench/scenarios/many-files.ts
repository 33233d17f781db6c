import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startNginx } from '../../../electron/engine/testing/real-servers/real-servers.ts';
import { seededBytes } from '../../../electron/engine/testing/range-server/seeded-body.ts';
import type { BenchCase, CaseSetting, OpenCase, RunFigures } from '../bench-case.ts';
import type { ListJob } from '../programs/file-job.ts';
import { listPrograms, type ListProgram } from '../programs/list-programs.ts';
import { clearFolders, figuresOf, runProgram } from '../programs/run-program.ts';
import { pairedRatios } from '../results/figures.ts';
import { oursIn, wallToPeer, type Goal } from '../results/goals.ts';
import { benchSeed, entrantOf } from './file-stage.ts';

const fileSize = 100_000;
const jobs = 16;
const patience = 120;

/** S7: a list of small files. */
export const manyFiles: readonly BenchCase[] = [
  {
    ...{ id: 'S7', scenario: 'S7', seconds: { round: 8, once: 0 } },
    sizes: { full: 1_000 * fileSize, least: 1_000 * fileSize, quick: 200 * fileSize },
    open,
    goals: (all): readonly Goal[] => {
      const curl = all.rows.find(({ name }) => name === 'curl --parallel');
      const values = pairedRatios(oursIn(all), curl, (run) => run.wall);
      return [
        wallToPeer(all, 'aria2c', 0.5),
        // Curl promises nothing about what is on the disk: its figure stands here to be seen.
        { name: 'wall / curl --parallel', unit: 'x', bound: null, values, of: 'middle' },
      ];
    },
  },
];

async function open(setting: CaseSetting): Promise<OpenCase> {
  const count = Math.round(setting.size / fileSize);
  const served = join(setting.scratch, 'served');
  const names = Array.from({ length: count }, (_, index) => `file-${String(index + 1)}.bin`);
  await mkdir(served, { recursive: true });
  for (const [index, name] of names.entries())
    await writeFile(join(served, name), seededBytes(benchSeed, index * fileSize, fileSize));
  const server = await startNginx(served, { workers: 2 });
  const programs = Object.values(listPrograms(setting.ours));
  const job: ListJob = {
    files: names.map((name) => ({ url: `${server.url}/${name}`, name })),
    ...{ folder: join(setting.scratch, 'out'), list: join(setting.scratch, 'list') },
    ...{ jobs, connections: 1, rate: null },
  };
  return {
    title: `${String(count)} files of 100 kB in one list, ${String(jobs)} at a time`,
    limit: null,
    entrants: programs.map(entrantOf),
    run: async (name) => {
      const program = programs.find((each) => each.name === name);
      if (program === undefined) throw new Error(`There is no ${name} for lists.`);
      return runList(setting, job, program, served);
    },
    async close() {
      await server.stop();
      for (const name of names) await rm(join(served, name), { force: true });
    },
  };
}

async function runList(
  { scratch, signal }: CaseSetting,
  job: ListJob,
  program: ListProgram,
  served: string,
): Promise<RunFigures> {
  await clearFolders(job.folder, scratch);
  await writeFile(job.list, program.list(job));
  const args = program.arguments(job);
  const measured = await runProgram({ start: program.start, args, scratch, limit: patience, signal });
  const wrong = measured.status === 0 ? await firstWrong(job, served) : null;
  await clearFolders(job.folder, scratch);
  return figuresOf(measured, patience, wrong);
}

async function firstWrong({ files, folder }: ListJob, served: string): Promise<string | null> {
  for (const { name } of files) {
    const [found, right] = await Promise.all([
      readFile(join(folder, name)).catch(() => null),
      readFile(join(served, name)),
    ]);
    if (found === null) return `no ${name}`;
    if (!found.equals(right)) return `other bytes in ${name}`;
  }
  return null;
}
