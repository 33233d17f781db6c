import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tortureParts } from './torture-parts.ts';
import { isClean, resultOf, resultOfFuzz, resultOfReport, tortureLine } from './torture-result.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function report(...assertionResults: readonly object[]): string {
  return JSON.stringify({ testResults: [{ message: '', assertionResults }] });
}

test('what tests tried is added up, and faults are sorted by what they say', () => {
  const result = resultOfReport(
    report(
      { title: 'a', status: 'passed', meta: { tried: 100, faults: [] } },
      {
        title: 'b',
        status: 'failed',
        meta: { tried: 20, faults: ['wrong bytes', 'at 5: Byte 7 is wrong: …'] },
      },
      { title: 'c', status: 'failed', meta: {}, failureMessages: ['Error: Test timed out in 5000ms.'] },
      { title: 'd', status: 'failed', meta: { tried: 1, faults: ['it ended as interrupted'] } },
      { title: 'e', status: 'skipped', failureMessages: null },
    ),
  );
  expect(result).toMatchObject({ tried: 121, wrongBytes: 2, unboundedWaits: 1, others: 1 });
  expect(result?.faults).toHaveLength(4);
  expect(isClean(result)).toBe(false);
});

test('a run without a test, without a count or without a report is not clean', () => {
  expect(isClean(resultOfReport('cut off'))).toBe(false);
  expect(isClean(resultOfReport(report({ title: 'a', status: 'passed' })))).toBe(false);
  const broken = resultOfReport(
    JSON.stringify({ testResults: [{ message: 'no such file', assertionResults: [] }] }),
  );
  expect(broken?.faults).toEqual(['no such file']);
  expect(isClean(resultOf(5, []))).toBe(true);
});

test('what the fuzzer printed is read, and no total is no result', () => {
  const text =
    'seed 1\nFOUND file names: too long\n  {}\nfile names  10 inputs  1 findings\ntotal   1,234 inputs  1 findings\n';
  expect(resultOfFuzz(text)).toMatchObject({ tried: 1_234, others: 1, faults: ['file names: too long'] });
  expect(resultOfFuzz('seed 1\n')).toBeNull();
});

test('each part has its line', () => {
  expect(tortureLine('resets', 'downloads', resultOf(256, [])).replace(/ +/g, ' ')).toBe(
    'resets 256 downloads 0 wrong bytes, 0 unbounded waits',
  );
  expect(tortureLine('resets', 'downloads', resultOf(1, ['odd']))).toContain(', 1 other faults');
  expect(tortureLine('resets', 'downloads', null)).toContain('did not come to its end');
});

test('every file that a part names is there', () => {
  const named = tortureParts('/reports').flatMap(({ args }) =>
    args.filter((arg) => arg.startsWith('electron/')),
  );
  expect(named.length).toBeGreaterThan(4);
  for (const path of named) expect(existsSync(join(root, path)), path).toBe(true);
});

test('every part that reads a report asks for one, in a file of its own', () => {
  const parts = tortureParts('/reports');
  const reports = parts.flatMap(({ report: path }) => (path === null ? [] : [path]));
  expect(new Set(reports).size).toBe(reports.length);
  for (const part of parts) {
    if (part.report !== null) expect(part.args).toContain(`--outputFile.json=${part.report}`);
  }
});
