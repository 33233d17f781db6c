import { join } from 'node:path';
import { startNginx } from '../../../electron/engine/testing/real-servers/real-servers.ts';
import type { BenchCase, CaseRows, CaseSetting, OpenCase } from '../bench-case.ts';
import { filePrograms, type FileProgramName } from '../programs/file-programs.ts';
import { pairedRatios } from '../results/figures.ts';
import { cpuToPeer, oursIn, wallToPeer, type Goal } from '../results/goals.ts';
import { fileName, openStage, writeReference } from './file-stage.ts';

const mebibyte = 2 ** 20;
const sizes = { full: 4096 * mebibyte, least: 1536 * mebibyte, quick: 256 * mebibyte };

/** S1: as fast as the machine goes. */
export const unthrottled: readonly BenchCase[] = [
  {
    ...{ id: 'S1-1', scenario: 'S1', sizes, seconds: { round: 26, once: 0 } },
    open: (setting) =>
      open(setting, 1, ['tributary', 'aria2c', 'axel', 'wget2', 'curl'], 'memory', setting.scratch),
    goals,
  },
  {
    ...{ id: 'S1-6', scenario: 'S1', sizes, seconds: { round: 32, once: 0 } },
    open: (setting) =>
      open(setting, 6, ['tributary', 'aria2c', 'axel', 'wget2', 'curl', 'script'], 'memory', setting.scratch),
    goals,
  },
  {
    ...{ id: 'S1-disk', scenario: 'S1', seconds: { round: 12, once: 0 } },
    sizes: { full: 1024 * mebibyte, least: 512 * mebibyte, quick: 128 * mebibyte },
    open: (setting) => open(setting, 6, ['tributary', 'aria2c', 'curl'], 'a disk', setting.disk),
    goals: () => [],
  },
];

async function open(
  setting: CaseSetting,
  connections: number,
  names: readonly FileProgramName[],
  where: string,
  folder: string,
): Promise<OpenCase> {
  writeReference(setting);
  const server = await startNginx(join(setting.scratch, 'served'), { workers: 2 });
  const all = filePrograms(setting.ours);
  const stage = openStage(setting, {
    title: `nginx, no limit, ${String(connections)} ${connections === 1 ? 'connection' : 'connections'}, to ${where}`,
    limit: null,
    programs: names.map((name) => all[name]),
    job: { connections },
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
