import type { CountedRun, Row } from './bench-case.ts';

/** A row for tests: one good run a round with these wall times, and half of them as processor time. */
export function rowOf(name: string, walls: readonly number[], more: Partial<Row> = {}): Row {
  return { name, ours: name === 'tributary', absent: null, runs: walls.map(runOf), ...more };
}

export function runOf(wall: number, index: number): CountedRun {
  const run = { round: index + 1, wall, cpu: wall / 2, memory: 3 * 2 ** 20, facts: {} };
  return { ...run, fault: null, gaveUp: false };
}
