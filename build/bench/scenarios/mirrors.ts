import type { BenchCase, CaseSetting, OpenCase } from '../bench-case.ts';
import { filePrograms } from '../programs/file-programs.ts';
import { wallToBest, wallToLimit } from '../results/goals.ts';
import { openStage, writeReference } from './file-stage.ts';
import { rangeServers } from './range-servers.ts';

const mebibyte = 2 ** 20;
/** Bytes per second of each mirror. */
const rates = [100_000_000, 100_000_000, 1_000_000] as const;

/** S6: three mirrors, of which one is slow. */
export const mirrors: readonly BenchCase[] = [
  {
    ...{ id: 'S6', scenario: 'S6', seconds: { round: 25, once: 24 } },
    sizes: { full: 2048 * mebibyte, least: 768 * mebibyte, quick: 256 * mebibyte },
    open,
    goals: (all) => [wallToLimit(all, 1.1), wallToBest(all, 1)],
  },
];

async function open(setting: CaseSetting): Promise<OpenCase> {
  writeReference(setting);
  const { aria2c, axel, tributary } = filePrograms(setting.ours);
  const seconds = setting.size / rates.reduce((sum, rate) => sum + rate, 0);
  const [first, ...others] = rates.map((totalRate) => ({ totalRate }));
  return openStage(setting, {
    title: 'three mirrors of 100, 100 and 1 MB/s, 6 connections',
    limit: { seconds, words: 'size / sum of the rates' },
    programs: [tributary, aria2c, axel],
    job: { connections: 6 },
    serve: rangeServers(setting.size, first ?? {}, ...others),
    patience: 2 + seconds * 2.5,
  });
}
