import type { BenchCase, CaseSetting, OpenCase } from '../bench-case.ts';
import { filePrograms } from '../programs/file-programs.ts';
import { factGoal, wallToBest, wallToLimit } from '../results/goals.ts';
import { startDelayingProxy } from '../servers/delaying-proxy-process.ts';
import { startRangeProcess } from '../servers/range-process.ts';
import { benchSeed, fileName, modified, openStage, writeReference } from './file-stage.ts';

const mebibyte = 2 ** 20;
const connections = 6;
const link = { roundTrip: 80, window: 512 * 1024, rate: 25_000_000 };
const sizes = { full: 256 * mebibyte, least: 200 * mebibyte, quick: 40 * mebibyte };

/** S4: far away, where one connection's window is less than the link. */
export const longLink: readonly BenchCase[] = [
  {
    ...{ id: 'S4', scenario: 'S4', sizes, seconds: { round: 46, once: 58 } },
    open,
    goals: (all) => [
      wallToLimit(all, 1.05),
      wallToBest(all, 1),
      factGoal(all, 'requests', {
        ...{ name: 'requests', unit: '', of: 'most' },
        bound: requestsMost((all.limit?.seconds ?? 0) * link.rate),
      }),
    ],
  },
];

/** What the planner's stretches come to. `size` in bytes. */
export function requestsMost(size: number): number {
  return Math.floor(connections * (2 + Math.max(0, Math.log2(size / (64 * mebibyte)))));
}

async function open(setting: CaseSetting): Promise<OpenCase> {
  const { size } = setting;
  writeReference(setting);
  const { aria2c, axel, curl, script, tributary, wget2 } = filePrograms(setting.ours);
  const seconds = size / link.rate;
  return openStage(setting, {
    title: '80 ms round trip, 25 MB/s link, 512 KiB window for each of 6 connections',
    limit: { seconds, words: 'size / rate of the link' },
    programs: [tributary, aria2c, axel, wget2, curl, script],
    job: { connections },
    serve: async () => {
      const server = await startRangeProcess({ seed: benchSeed, size, lastModified: modified.toUTCString() });
      const proxy = await startDelayingProxy({ ...link, port: server.port });
      return {
        urls: [`http://127.0.0.1:${String(proxy.port)}/${fileName}`],
        count: () => server.count(),
        async stop() {
          await proxy.stop();
          await server.stop();
        },
      };
    },
    patience: 2 + seconds * 2.5,
  });
}
