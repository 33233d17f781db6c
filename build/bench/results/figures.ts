import type { CountedRun, Row } from '../bench-case.ts';

/** The middle of the values; of an even count the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs that count. */
function goodRuns(row: Row | undefined): readonly CountedRun[] {
  return row?.runs.filter((run) => run.fault === null) ?? [];
}

/** A number of each run that counts. */
export function valuesOf(row: Row | undefined, pick: (run: CountedRun) => number | null): readonly number[] {
  return goodRuns(row).flatMap((run) => {
    const value = pick(run);
    return value === null || !Number.isFinite(value) ? [] : [value];
  });
}

/** A number of a program over that of another, for each round in which both did it. */
export function pairedRatios(
  own: Row | undefined,
  other: Row | undefined,
  pick: (run: CountedRun) => number,
): readonly number[] {
  return goodRuns(own).flatMap((run) => {
    const opposite = goodRuns(other).find(({ round }) => round === run.round);
    const ratio = opposite === undefined ? Number.NaN : pick(run) / pick(opposite);
    return Number.isFinite(ratio) ? [ratio] : [];
  });
}

/** The other program with the least median wall time; undefined where none did it. */
export function bestPeer(rows: readonly Row[]): Row | undefined {
  const walls = (row: Row): number => median(valuesOf(row, (run) => run.wall));
  return rows
    .filter((row) => !row.ours && goodRuns(row).length > 0)
    .reduce<Row | undefined>(
      (best, row) => (best === undefined || walls(row) < walls(best) ? row : best),
      undefined,
    );
}

/**
 * How far a median may be off by chance: half of what lies between the least and the most, and at
 * least a fiftieth of the median.
 */
export function noiseOf(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const half = (Math.max(...values) - Math.min(...values)) / 2;
  return Math.max(half, Math.abs(median(values)) / 50);
}
