import { expect, test } from 'vitest';
import { rowOf, runOf } from '../testing-rows.ts';
import { caseTable } from './case-table.ts';
import { lostGoals } from './lost-goals.ts';
import { boundText, sizeText, valueText } from './number-text.ts';
import { benchPage, windowPart, withWindowPart } from './page.ts';
import { benchPicture } from './picture.ts';
import { readRecord, writeRecord, type BenchRecord, type CaseRecord } from './record.ts';

const oneCase: CaseRecord = {
  ...{ id: 'S2-6', scenario: 'S2', title: 'capped <b>', size: 2 ** 28, rounds: 3 },
  limit: { seconds: 2, words: 'size / cap' },
  rows: [
    rowOf('tributary', [2, 2.2, 2.1]),
    rowOf('aria2c', [4, 4.4, 4.2]),
    rowOf('axel', [], { absent: 'not installed' }),
    rowOf('wget2', [], { runs: [{ ...runOf(1, 0), wall: NaN, fault: 'not done in 20 s', gaveUp: true }] }),
    rowOf('curl', [9], { runs: [runOf(9, 0), { ...runOf(1, 1), fault: 'other bytes' }] }),
  ].map((row) => ({ ...row, runs: row.runs.map((run) => ({ ...run, facts: { ...run.facts } })) })),
  goals: [
    { name: 'wall / limit', unit: 'x', bound: 1.1, values: [1, 1.1, 1.05], of: 'middle' },
    { name: 'wall / best other', unit: 'x', bound: 0.4, values: [0.5], of: 'middle' },
  ],
};

const record: BenchRecord = {
  ...{ version: 1, date: '2026-11-28', machine: 'a machine', versions: 'aria2c 1', cut: '1 round' },
  cases: [oneCase],
};

const cells = (line: string | undefined): readonly string[] =>
  (line ?? '').split('|').map((cell) => cell.trim());

test('a row has the median and the spread, and sets them against the best other and the limit', () => {
  const [, , ours, aria2] = caseTable(oneCase).split('\n');
  expect(cells(ours)).toEqual(['', 'tributary', '2.10 (2.00 to 2.20)', '1.05', '3', '0.50 ×', '1.05 ×', '']);
  expect(cells(aria2)).toContain('1.00 ×');
});

test('who is missing, gave up or failed is said', () => {
  const text = caseTable(oneCase);
  expect(text).toMatch(/axel +\| +not installed/);
  expect(text).toMatch(/wget2 \(1 round\) +\| +not done in 20 s/);
  expect(text).toContain('curl (1 of 2 failed)');
});

test('the page tells each goal with its verdict, and what was cut', () => {
  const page = benchPage(record);
  expect(page).toMatch(/S2-6 \| wall \/ limit +\| ≤ 1.10 × \| +1.05 × \| +met/);
  expect(page).toContain('**missed**');
  expect(page).toContain('This run: 1 round.');
  expect(page).toContain('### S2-6: capped <b>, 256 MiB');
});

test('the window’s part and the rest are written without touching each other', () => {
  const page = benchPage(record);
  const both = withWindowPart(page, 'A table.');
  expect(windowPart(both)).toBe('## The window\n\nA table.\n');
  expect(benchPage(record, windowPart(both))).toBe(both);
  expect(withWindowPart(both, 'Another.')).toBe(withWindowPart(page, 'Another.'));
  expect(windowPart(page)).toBe('');
});

test('a record comes back as it was written, with null for what was not measured', () => {
  expect(readRecord(writeRecord(record))).toEqual(record);
  expect(() => readRecord('{"version":2}')).toThrow();
});

test('the picture has a bar for each that did it, and words for who did not', () => {
  const svg = benchPicture(record);
  expect(svg.match(/<rect class="(own|bar)"/g)).toHaveLength(3);
  expect(svg).toContain('1.05 ×');
  expect(svg).toContain('▸ 4.50 ×');
  expect(svg).toContain('not installed');
  expect(svg).toContain('capped &lt;b&gt;');
  expect(svg).not.toContain('NaN');
});

test('a lost goal is told with what it was and is', () => {
  const goals = [{ ...oneCase.goals[0], values: [1.5] }] as CaseRecord['goals'];
  const worse = { ...record, cases: [{ ...oneCase, goals }] };
  expect(lostGoals(record, worse)).toEqual(['S2-6: wall / limit was 1.05 ×, is 1.50 × (wanted: ≤ 1.10 ×)']);
  expect(lostGoals(record, record)).toEqual([]);
  expect(lostGoals(record, { ...record, cases: [] })).toEqual([]);
});

test('numbers have the digits of their unit', () => {
  expect([valueText(1.005, 'x'), valueText(12.34, 'ms'), valueText(NaN, 'x')]).toEqual([
    ...['1.00 ×', '12 ms', 'not measured'],
  ]);
  expect([sizeText(2 ** 32), sizeText(2 ** 28), sizeText(48e6), sizeText(1.5e9)]).toEqual([
    ...['4 GiB', '256 MiB', '48 MB', '1.5 GB'],
  ]);
  expect(boundText({ bound: null, unit: 'x' })).toBe('');
});
