import type { BenchKind } from './contestants.ts';

/** All runs of one contestant in one scenario. */
export interface Runs {
  readonly name: string;
  readonly kind: BenchKind;
  readonly ours: boolean;
  readonly walls: readonly number[];
  readonly cpus: readonly number[];
  /** Bytes. */
  readonly memories: readonly number[];
  /** Runs that ended badly or brought other bytes; they are in none of the numbers. */
  readonly failures: readonly string[];
}

/** The middle of the values; of an even count the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** A Markdown table for each kind: wall and processor seconds, peak memory, and wall against others. */
export function benchTables(all: readonly Runs[]): string {
  const kinds = [...new Set(all.map((runs) => runs.kind))];
  return kinds.map((kind) => table(all.filter((runs) => runs.kind === kind))).join('\n\n');
}

function table(group: readonly Runs[]): string {
  const kind = group[0]?.kind ?? '';
  const walls = group.filter((runs) => !runs.ours && runs.walls.length > 0).map((runs) => median(runs.walls));
  const best = walls.length === 0 ? Number.NaN : Math.min(...walls);
  const curl = median(group.find((runs) => runs.name.startsWith('curl'))?.walls ?? []);
  const heads = [kind, 'wall s (least to most)', 'CPU s', 'peak MiB', 'against best other', 'against curl'];
  const rows = group.map((runs) => {
    const wall = median(runs.walls);
    const spread = `${fixed(wall, 2)} (${fixed(Math.min(...runs.walls), 2)} to ${fixed(Math.max(...runs.walls), 2)})`;
    const failed = runs.failures.length === 0 ? '' : `, ${String(runs.failures.length)} failed`;
    return [
      runs.name + failed,
      runs.walls.length === 0 ? 'none' : spread,
      fixed(median(runs.cpus), 2),
      fixed(median(runs.memories) / 2 ** 20, 0),
      ratio(wall, best),
      ratio(wall, curl),
    ];
  });
  return markdown([heads, ...rows]);
}

function markdown(rows: readonly (readonly string[])[]): string {
  const [heads = []] = rows;
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(heads), rule, ...rows.slice(1).map(line)].join('\n');
}

function ratio(own: number, other: number): string {
  return Number.isNaN(own / other) ? '' : `${fixed(own / other, 2)} x`;
}

function fixed(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '';
}
