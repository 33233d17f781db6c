import type { BenchCase, CaseSetting, OpenCase } from '../bench-case.ts';
import { filePrograms } from '../programs/file-programs.ts';
import { factGoal } from '../results/goals.ts';
import { openStage, referenceSum, writeReference } from './file-stage.ts';
import { rangeServers } from './range-servers.ts';

const mebibyte = 2 ** 20;
const rate = 200_000_000;
const sizes = { full: 2048 * mebibyte, least: 768 * mebibyte, quick: 128 * mebibyte };
const links = {
  even: { words: 'six even connections', slotRates: Array.from({ length: 7 }, () => rate / 6) },
  slow: {
    words: 'six connections, one ten times slower',
    slotRates: [1, 1, 1, 1, 1, 0.1, 1].map((share) => (share * rate) / 5.1),
  },
};

/** S5: how long after the last byte it is known that the file is right. */
export const verified: readonly BenchCase[] = (['sha1', 'sha256'] as const).flatMap((algorithm) =>
  (['even', 'slow'] as const).map((link): BenchCase => ({
    ...{ id: `S5-${algorithm}-${link}`, scenario: 'S5', sizes, seconds: { round: 27, once: 0 } },
    open: (setting) => open(setting, algorithm, link),
    goals: (all) => [
      factGoal(
        all,
        'afterLast',
        { name: 'last byte to verified', unit: 'ms', bound: 100, of: 'middle' },
        1_000,
      ),
    ],
  })),
);

async function open(
  setting: CaseSetting,
  algorithm: 'sha1' | 'sha256',
  link: keyof typeof links,
): Promise<OpenCase> {
  writeReference(setting);
  const { aria2c, tributary } = filePrograms(setting.ours);
  const { slotRates, words } = links[link];
  return openStage(setting, {
    title: `${algorithm === 'sha1' ? 'SHA-1' : 'SHA-256'} over a 200 MB/s link, ${words}`,
    limit: { seconds: setting.size / rate, words: 'size / rate of the link' },
    programs: [tributary, aria2c],
    job: { connections: 6, checksum: referenceSum(setting.size, algorithm) },
    serve: rangeServers(setting.size, { slotRates }),
    patience: 30 + (setting.size / rate) * 4,
  });
}
