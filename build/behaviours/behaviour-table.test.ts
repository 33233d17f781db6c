import { expect, test } from 'vitest';
import { behaviourFamilies, behaviourRows } from './behaviour-rows.ts';
import {
  behaviourPage,
  idsOfTitle,
  testsOfReport,
  testsOfRows,
  type ReportedTest,
} from './behaviour-table.ts';

const whole = 'electron/engine/behaviours/ranges.integration.test.ts';
const part = 'electron/engine/policy/http-semantics/content-range.test.ts';

test('there are 116 rows, in order, each with its two texts', () => {
  const counts = Object.keys(behaviourFamilies).map((letter) => {
    const ids = behaviourRows.map(({ id }) => id).filter((id) => id.startsWith(letter));
    expect(ids).toEqual(ids.map((_, index) => `${letter}${index + 1}`));
    return ids.length;
  });
  expect(counts).toEqual([20, 17, 18, 11, 7, 14, 7, 12, 10]);
  for (const { happens, outcome } of behaviourRows) {
    expect(happens.length).toBeGreaterThan(2);
    expect(outcome.length).toBeGreaterThan(2);
  }
});

test('a title carries its ids at its front, and only there', () => {
  expect(idsOfTitle('A6: 206 with a shifted start is rejected')).toEqual(['A6']);
  expect(idsOfTitle('A16, A17: answers 416')).toEqual(['A16', 'A17']);
  expect(idsOfTitle('I1, I2: ENOSPC at any call')).toEqual(['I1', 'I2']);
  expect(idsOfTitle('a name: A6: nothing')).toEqual([]);
  expect(idsOfTitle('A sentence')).toEqual([]);
});

test('a report gives files relative to the repository, and titles from the outside in', () => {
  const report = {
    testResults: [
      {
        name: `/there/${whole}`,
        assertionResults: [{ ancestorTitles: ['A6: shifted'], title: 'x 1', status: 'passed', duration: 5 }],
      },
    ],
  };
  expect(testsOfReport(JSON.stringify(report), '/there')).toEqual([
    { file: whole, titles: ['A6: shifted', 'x 1'], status: 'passed' },
  ]);
  expect(testsOfReport('{}', '/there')).toBeNull();
  expect(testsOfReport('no report', '/there')).toBeNull();
});

const tests: readonly ReportedTest[] = [
  { file: whole, titles: ['A6: a *shifted* start', 'x 1'], status: 'passed' },
  { file: whole, titles: ['A6: a *shifted* start', 'x 8'], status: 'failed' },
  { file: part, titles: ['A12: odd forms', 'A6: start'], status: 'passed' },
  { file: part, titles: ['A21: no such row'], status: 'passed' },
  {
    file: 'electron/engine/testing/range-server/range-server.test.ts',
    titles: ['A7: can be short'],
    status: 'passed',
  },
];

test('the page counts whole runs and parts apart, and says which rows have no test', () => {
  const page = behaviourPage(tests);
  const row = (id: string): string => page.split('\n').find((line) => line.startsWith(`| ${id} |`)) ?? '';
  expect(row('A6')).toMatch(/\| 1 failed, 1 passed \| 1 passed \|$/);
  expect(row('A12')).toMatch(/\| {2}\| 1 passed \|$/);
  expect(row('A7')).toMatch(/\*\*no test\*\*/);
  expect(page).toContain('2 of 116 rows have tests. Without a test: A1, A2,');
  expect(page).toContain('parts only: A12. With a test that failed: A6.');
  expect(page).toContain('Ids of tests that are no row: A21.');
  expect(page).toContain(`- ${whole}: a \\*shifted\\* start › x 8: failed`);
});

test('neither the order of a run nor a second one of the same name changes the page', () => {
  expect(behaviourPage([...tests].reverse())).toBe(behaviourPage(tests));
  expect(testsOfRows([...tests, ...tests]).strangers).toEqual(['A21']);
});
