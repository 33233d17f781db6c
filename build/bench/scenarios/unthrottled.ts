import { join } from 'node:path';
import { startNginx } from '../../../electron/engine/testing/real-servers/real-servers.ts';
import type { BenchCase, CaseRows, CaseSetting, OpenCase } from '../bench-case.ts';
import type { FileJob } from '../programs/file-job.ts';
import { filePrograms, type FileProgram, type FileProgramName } from '../programs/file-programs.ts';
import { watchedProgram } from '../programs/watched-program.ts';
import { pairedRatios } from '../results/figures.ts';
import { cpuToPeer, factGoal, oursIn, wallToPeer, type Goal } from '../results/goals.ts';
import { fileName, openStage, referenceSum, writeReference } from './file-stage.ts';

const mebibyte = 2 ** 20;
const names = ['tributary', 'aria2c', 'axel', 'wget2', 'curl'] as const;
const sizes = { full: 4096 * mebibyte, least: 1536 * mebibyte, quick: 256 * mebibyte };

/** S1: as fast as the machine goes. */
export const unthrottled: readonly BenchCase[] = [
  {
    ...{ id: 'S1-1', scenario: 'S1', sizes, seconds: { round: 26, once: 0 } },
    open: (setting) => open(setting, { connections: 1, programs: names }),
    goals,
  },
  {
    ...{ id: 'S1-6', scenario: 'S1', sizes, seconds: { round: 32, once: 0 } },
    open: (setting) => open(setting, { connections: 6, programs: [...names, 'script'] }),
    goals,
  },
  {
    ...{ id: 'S1-disk', scenario: 'S1', seconds: { round: 12, once: 0 } },
    sizes: { full: 1024 * mebibyte, least: 512 * mebibyte, quick: 128 * mebibyte },
    open: (setting) =>
      open(setting, {
        ...{ connections: 6, programs: ['tributary', 'aria2c', 'curl'] },
        ...{ words: ', to a disk', folder: setting.disk },
      }),
    goals: () => [],
  },
  ...(['plain', 'sha256'] as const).map((sum): BenchCase => ({
    ...{ id: `S1-loop-${sum}`, scenario: 'S1', seconds: { round: 5, once: 0 } },
    sizes: { full: 2048 * mebibyte, least: 1024 * mebibyte, quick: 256 * mebibyte },
    open: (setting) =>
      open(setting, {
        ...{ connections: 6, programs: [watchedProgram(setting.ours)] },
        words: `, event loop watched${sum === 'plain' ? '' : ', with SHA-256'}`,
        checksum: sum === 'plain' ? null : referenceSum(setting.size, sum),
      }),
    goals: (all) => [
      factGoal(
        all,
        'loopDelay',
        { name: 'event loop delay, p99', unit: 'ms', bound: 20, of: 'middle' },
        1_000,
      ),
    ],
  })),
];

interface Race {
  readonly connections: number;
  readonly programs: readonly (FileProgramName | FileProgram)[];
  readonly checksum?: FileJob['checksum'];
  /** Behind the title. */
  readonly words?: string;
  /** Folder to write to; the scratch where it is not given. */
  readonly folder?: string;
}

async function open(
  setting: CaseSetting,
  { checksum = null, connections, folder = setting.scratch, programs, words = ', to memory' }: Race,
): Promise<OpenCase> {
  writeReference(setting);
  const server = await startNginx(join(setting.scratch, 'served'), { workers: 2 });
  const all = filePrograms(setting.ours);
  const stage = openStage(setting, {
    title: `nginx, no limit, ${String(connections)} ${connections === 1 ? 'connection' : 'connections'}${words}`,
    limit: null,
    programs: programs.map((each) => (typeof each === 'string' ? all[each] : each)),
    job: { connections, checksum },
    serve: async () => ({
      urls: [`${server.url}/${fileName}`],
      count: async () => ({
        at: Number.NaN,
        requests: Number.NaN,
        bytes: Number.NaN,
        read: Number.NaN,
        firstAt: null,
        lastAt: null,
        connections: Number.NaN,
      }),
      stop: async () => undefined,
    }),
    patience: 60 + setting.size / 50_000_000,
    folder: join(folder, 'out'),
  });
  return {
    ...stage,
    async close() {
      await stage.close();
      await server.stop();
    },
  };
}

function goals(all: CaseRows): readonly Goal[] {
  const curl = all.rows.find(({ name }) => name === 'curl');
  const values = pairedRatios(oursIn(all), curl, (run) => run.wall);
  return [
    { name: 'wall / curl', unit: 'x', bound: 1, values, of: 'middle' },
    wallToPeer(all, 'aria2c', 0.7),
    cpuToPeer(all, 'aria2c', 1.3),
  ];
}
