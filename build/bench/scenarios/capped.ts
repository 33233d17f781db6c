import type { BenchCase, CaseSetting, OpenCase } from '../bench-case.ts';
import { filePrograms } from '../programs/file-programs.ts';
import { wallToBest, wallToLimit } from '../results/goals.ts';
import { openStage, writeReference } from './file-stage.ts';
import { rangeServers } from './range-servers.ts';

/** Bytes per second of each connection. */
const cap = 4_000_000;

/** S2: each connection has a rate of its own, so that many bring more than one. */
export const capped: readonly BenchCase[] = [
  {
    ...{ id: 'S2-6', scenario: 'S2', seconds: { round: 50, once: 32 } },
    sizes: { full: 288_000_000, least: 192_000_000, quick: 48_000_000 },
    open: (setting) => open(setting, 6),
    goals: (all) => [wallToLimit(all, 1.03), wallToBest(all, 1)],
  },
  {
    ...{ id: 'S2-16', scenario: 'S2', seconds: { round: 50, once: 32 } },
    sizes: { full: 768_000_000, least: 512_000_000, quick: 128_000_000 },
    open: (setting) => open(setting, 16),
    goals: (all) => [wallToLimit(all, 1.03), wallToBest(all, 1)],
  },
];

async function open(setting: CaseSetting, connections: number): Promise<OpenCase> {
  writeReference(setting);
  const { aria2c, axel, script, tributary, wget2 } = filePrograms(setting.ours);
  const seconds = setting.size / (connections * cap);
  return openStage(setting, {
    title: `each connection capped at 4 MB/s, ${String(connections)} connections`,
    limit: { seconds, words: 'size / (connections × cap)' },
    programs: [tributary, aria2c, axel, wget2, script],
    job: { connections },
    serve: rangeServers(setting.size, { rate: cap }),
    patience: 2 + seconds * 2.5,
  });
}
