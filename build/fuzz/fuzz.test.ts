import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { corpusFolder, keepFinding, readCorpus } from './corpus.ts';
import { batchSeed, fuzz, fuzzLines, fuzzTargets } from './fuzz-run.ts';
import { claim, fuzzTarget, type Finding } from './fuzz-target.ts';

/** Inputs of targets that take long for each. */
const slow: Readonly<Record<string, number>> = {
  'reply cut at every point': 150,
  'frames to the whole program': 300,
};

afterAll(async () => {
  for (const target of fuzzTargets) await target.close();
});

describe('what reads the words of others', () => {
  // A fixed number of inputs, not a time: the same in every run, and about three seconds in all.
  test.each(fuzzTargets.map((target, index) => [target.name, target, index] as const))(
    '%s: nothing that comes breaks what it promises',
    async (name, target, index) => {
      const runs = slow[name] ?? 2_000;
      const fed = await target.feed(batchSeed(20_261_122, index, 0), runs, 60_000);
      expect(fed.finding).toBeNull();
      expect(fed.inputs).toBe(runs);
    },
    120_000,
  );

  test.each(readCorpus(corpusFolder))('the finding %s is not found again', async (_, { target, input }) => {
    const known = fuzzTargets.find(({ name }) => name === target);
    expect(known).toBeDefined();
    await known?.replay(input);
  });
});

const under = fuzzTarget('numbers under 5', fc.nat({ max: 1_000 }), (number) => {
  claim(number < 5, `${number} is not under 5`);
});

test('a finding is made small, found again by its seed, and kept', async () => {
  const told: Finding[] = [];
  const [fuzzed] = await fuzz([under], 3, 1_000, (finding) => void told.push(finding));
  const [finding] = told;
  expect(finding).toMatchObject({ target: 'numbers under 5', input: 5, message: '5 is not under 5' });
  expect(fuzzed).toMatchObject({ findings: told });
  expect((await under.feed(finding?.seed ?? 0, 100, 1_000)).finding).toEqual(finding);

  const folder = mkdtempSync(join(tmpdir(), 'tributary-corpus-'));
  try {
    if (finding !== undefined) keepFinding(folder, finding);
    const [[, kept] = []] = readCorpus(folder);
    expect(kept).toEqual({ target: 'numbers under 5', note: '5 is not under 5', input: 5 });
    await expect(under.replay(kept?.input)).rejects.toThrow('5 is not under 5');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a target ends in its time, and the lines count what it was fed', async () => {
  const any = fuzzTarget('anything', fc.nat(), () => undefined);
  const began = performance.now();
  const fuzzed = await fuzz([any], 1, 200, () => undefined);
  expect(performance.now() - began).toBeLessThan(2_000);
  const inputs = (fuzzed[0]?.inputs ?? 0).toLocaleString('en');
  expect(fuzzed[0]?.inputs).toBeGreaterThan(100);
  expect(fuzzLines(fuzzed).map((line) => line.replace(/ +/g, ' '))).toEqual([
    `anything ${inputs} inputs 0 findings`,
    `total ${inputs} inputs 0 findings`,
  ]);
});
