import type { RangeServerOptions } from '../../../electron/engine/testing/range-server/range-server-options.ts';
import type { BenchCase, CaseSetting, OpenCase } from '../bench-case.ts';
import { filePrograms } from '../programs/file-programs.ts';
import { wallToBest, wallToLimit } from '../results/goals.ts';
import { openStage, writeReference } from './file-stage.ts';
import { rangeServers } from './range-servers.ts';

const connections = 6;
/** Bytes per second of each good connection. */
const cap = 4_000_000;
const sizes = { full: 240_000_000, least: 160_000_000, quick: 36_000_000 };

/** S3: one connection of six is not like the others. */
export const uneven: readonly BenchCase[] = [
  {
    ...{ id: 'S3-slow', scenario: 'S3', sizes, seconds: { round: 30, once: 90 } },
    open: (setting) =>
      open(setting, 'one of six connections ten times slower', setting.size / (5 * cap), {
        slotRates: [cap, cap, cap, cap, cap, cap / 10, cap],
      }),
    goals: (all) => [wallToLimit(all, 1.1), wallToBest(all, 1)],
  },
  {
    ...{ id: 'S3-stall', scenario: 'S3', sizes, seconds: { round: 32, once: 80 } },
    open: (setting) => {
      // All six until the fourth has brought half of its share; then the rest by five.
      const half = setting.size / connections / 2;
      const seconds = half / cap + (setting.size - half * connections) / (5 * cap);
      return open(setting, 'one of six connections falls silent halfway', seconds, {
        rate: cap,
        deadEnd: { connection: 4, bytes: Math.round(half) },
      });
    },
    goals: (all) => [wallToLimit(all, 1.1), wallToBest(all, 1)],
  },
];

async function open(
  setting: CaseSetting,
  title: string,
  seconds: number,
  server: RangeServerOptions,
): Promise<OpenCase> {
  writeReference(setting);
  const { aria2c, axel, script, tributary, wget2 } = filePrograms(setting.ours);
  return openStage(setting, {
    title: `${title}; a silent one is given up after 5 s`,
    limit: { seconds, words: 'as if its bytes went to the other five' },
    programs: [tributary, aria2c, axel, wget2, script],
    job: { connections, timeout: 5 },
    serve: rangeServers(setting.size, server),
    patience: 2 + seconds * 2.5,
  });
}
