import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScratch, type ScratchFolders } from '../scratch-folders.ts';
import { allCases } from './all-cases.ts';
import { requestsMost } from './long-link.ts';

/** Bytes: enough for every connection to have something to do. */
const tiny: Readonly<Record<string, number>> = { S7: 400_000, S8: 5_000_000, S9: 16_000_000, S10: 1_000_000 };
const usual = 3_000_000;
// One case of a pair that differs in a number only.
const left = [
  'S1-1',
  'S1-disk',
  'S1-loop-plain',
  'S2-16',
  'S5-sha1-slow',
  'S5-sha1-slow',
  'S5-sha256-even',
  'S5-sha256-slow',
  'S9-large',
  'S10-10-alone',
  'S10-10-four',
];
const cli = fileURLToPath(new URL('../../../electron/headless/cli.ts', import.meta.url));

let folders: ScratchFolders;

beforeAll(async () => {
  folders = await openScratch(32 * 2 ** 20);
});

afterAll(async () => {
  await folders.remove();
});

describe.runIf(process.platform === 'linux')('each scenario, on a tiny file', () => {
  const cases = allCases.filter(({ id }) => !left.includes(id) && !id.startsWith('S10-100'));
  test.each(cases.map((each) => [each.id, each] as const))('%s', async (_, each) => {
    const size = tiny[each.scenario] ?? usual;
    const signal = new AbortController().signal;
    const open = await each.open({ ...folders, size, signal, ours: [process.execPath, cli] });
    try {
      const figures = await open.run('tributary');
      expect(figures.fault).toBeNull();
      expect(figures.wall).toBeGreaterThan(0);
      const run = { ...figures, round: 1 };
      const rows = open.entrants.map((entrant) => ({ ...entrant, runs: entrant.ours ? [run] : [] }));
      // Every goal is made of this run or of a comparison, which has nothing to compare with here.
      const goals = each.goals({ limit: open.limit, rows });
      const alone = goals.filter(({ name }) => !/\/ (best other|curl|aria2c)/.test(name));
      for (const { values } of alone) expect(values).toHaveLength(1);
      expect(open.entrants.filter(({ ours }) => ours)).toHaveLength(1);
    } finally {
      await open.close();
    }
  });
});

test('the requests that a long link may see grow by one for each connection and doubling', () => {
  const mebibyte = 2 ** 20;
  expect([32, 64, 128, 512].map((size) => requestsMost(size * mebibyte))).toEqual([12, 12, 18, 30]);
});
