import { bestPeer, median, pairedRatios, valuesOf } from './figures.ts';
import { overLimit } from './goals.ts';
import { markdownTable } from './markdown-table.ts';
import { fixed } from './number-text.ts';
import type { CaseRecord } from './record.ts';

/** Facts that are worth a column, in their order. */
const columns: readonly FactColumn[] = [
  { fact: 'requests', head: 'requests', scale: 1, digits: 0 },
  {
    fact: 'afterLast',
    head: 'last byte to verified (others: to end), ms',
    scale: 1_000,
    digits: 0,
    scenario: 'S5',
  },
  { fact: 'loopDelay', head: 'event loop delay p99, ms', scale: 1_000, digits: 1 },
  { fact: 'extra', head: 'fetched again, MiB', scale: 2 ** -20, digits: 1, scenario: 'S8' },
  { fact: 'connections', head: 'connections', scale: 1, digits: 0 },
  { fact: 'base', head: 'base, MiB', scale: 2 ** -20, digits: 0 },
  { fact: 'perConnection', head: 'each connection, MiB', scale: 2 ** -20, digits: 2 },
  { fact: 'least', head: 'least MB/s in 5 s', scale: 1e-6, digits: 2 },
  { fact: 'most', head: 'most MB/s in 5 s', scale: 1e-6, digits: 2 },
];

interface FactColumn {
  readonly fact: string;
  readonly head: string;
  readonly scale: number;
  readonly digits: number;
  /** Only there; elsewhere it says nothing. */
  readonly scenario?: string;
}

/** One row for each program: medians, what lies between the least and the most, and the ratios. */
export function caseTable(record: CaseRecord): string {
  const { limit, rows, scenario } = record;
  const best = bestPeer(rows);
  const facts = columns.filter(
    ({ fact, scenario: only }) =>
      (only === undefined || only === scenario) &&
      rows.some((row) => valuesOf(row, (run) => run.facts[fact] ?? null).length > 0),
  );
  const hasLimit = limit !== null || rows.some(({ runs }) => runs.some(({ facts: own }) => 'limit' in own));
  const heads = [
    ...['program', 'wall s (least to most)', 'CPU s', 'peak MiB', 'to the best other'],
    ...(hasLimit ? ['to the limit'] : []),
    ...facts.map(({ head }) => head),
  ];
  const body = rows.map((row) => {
    const walls = valuesOf(row, (run) => run.wall);
    const spread = `${fixed(median(walls), 2)} (${fixed(Math.min(...walls), 2)} to ${fixed(Math.max(...walls), 2)})`;
    const failed = row.runs.filter(({ fault }) => fault !== null);
    const nothing = row.absent ?? failed[0]?.fault?.split('\n')[0]?.slice(0, 60) ?? 'not run';
    return [
      `${row.name}${remark(row.runs.length, failed.length, record.rounds)}`,
      walls.length === 0 ? nothing : spread,
      fixed(median(valuesOf(row, (run) => run.cpu)), 2),
      fixed(median(valuesOf(row, (run) => run.memory)) / 2 ** 20, 0),
      times(median(pairedRatios(row, best, (run) => run.wall))),
      ...(hasLimit ? [times(median(valuesOf(row, (run) => overLimit(run, record))))] : []),
      ...facts.map(({ digits, fact, scale }) =>
        fixed(median(valuesOf(row, (run) => (run.facts[fact] ?? Number.NaN) * scale)), digits),
      ),
    ];
  });
  return markdownTable([heads, ...body]);
}

function times(ratio: number): string {
  return Number.isFinite(ratio) ? `${ratio.toFixed(2)} ×` : '';
}

/** How many of a program's runs count, where that is not one for each round. */
function remark(runs: number, failed: number, rounds: number): string {
  if (failed > 0 && failed < runs) return ` (${String(failed)} of ${String(runs)} failed)`;
  return runs === 1 && rounds > 1 ? ' (1 round)' : '';
}
