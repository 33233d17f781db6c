import type { CaseRows, CountedRun, Row } from '../bench-case.ts';
import { bestPeer, median, noiseOf, pairedRatios, valuesOf } from './figures.ts';

/** `x` is a ratio; the others are what they say. */
export type GoalUnit = 'x' | 'ms' | 'MiB' | '%' | '';

/** What is wanted of a case: a number that stays at or under its bound. */
export interface Goal {
  readonly name: string;
  readonly unit: GoalUnit;
  /** Null: the number is only told. */
  readonly bound: number | null;
  /** One for each round. */
  readonly values: readonly number[];
  /** `most`: every round must hold, and not only the middle of them. */
  readonly of: 'middle' | 'most';
}

export interface Verdict {
  /** NaN where nothing was measured. */
  readonly value: number;
  /** Null where there is no bound. */
  readonly met: boolean | null;
}

export function verdictOf({ bound, of, values }: Goal): Verdict {
  const value = values.length === 0 || of === 'middle' ? median(values) : Math.max(...values);
  return { value, met: bound === null ? null : value <= bound };
}

/** Whether a goal that was met is lost by more than chance explains; one that was not measured is lost. */
export function isLost(before: Goal, now: Goal | undefined): boolean {
  if (before.bound === null || verdictOf(before).met !== true) return false;
  const { met, value } = now === undefined ? { met: false, value: Number.NaN } : verdictOf(now);
  if (now === undefined || Number.isNaN(value)) return true;
  return met !== true && value - Math.max(noiseOf(before.values), noiseOf(now.values)) > before.bound;
}

export function oursIn({ rows }: CaseRows): Row | undefined {
  return rows.find(({ ours }) => ours);
}

/** Our wall time over the limit: that of the run itself (`limit` among its facts), or of the case. */
export function wallToLimit(all: CaseRows, bound: number): Goal {
  const values = valuesOf(oursIn(all), (run) => overLimit(run, all));
  return { name: 'wall / limit', unit: 'x', bound, values, of: 'middle' };
}

export function overLimit(run: CountedRun, { limit }: CaseRows): number {
  return run.wall / (run.facts['limit'] ?? limit?.seconds ?? Number.NaN);
}

export function wallToPeer(all: CaseRows, peer: string, bound: number): Goal {
  return ratioToPeer(all, peer, bound, 'wall', (run) => run.wall);
}

export function cpuToPeer(all: CaseRows, peer: string, bound: number): Goal {
  return ratioToPeer(all, peer, bound, 'CPU', (run) => run.cpu);
}

/** Against whichever other program is the fastest. */
export function wallToBest(all: CaseRows, bound: number): Goal {
  const values = pairedRatios(oursIn(all), bestPeer(all.rows), (run) => run.wall);
  return { name: 'wall / best other', unit: 'x', bound, values, of: 'middle' };
}

/** A fact of our runs, times `scale`. */
export function factGoal(all: CaseRows, fact: string, goal: Omit<Goal, 'values'>, scale = 1): Goal {
  return { ...goal, values: valuesOf(oursIn(all), (run) => (run.facts[fact] ?? Number.NaN) * scale) };
}

function ratioToPeer(
  all: CaseRows,
  peer: string,
  bound: number,
  what: string,
  pick: (run: CountedRun) => number,
): Goal {
  const other = all.rows.find(({ name }) => name === peer);
  const values = pairedRatios(oursIn(all), other, pick);
  return { name: `${what} / ${peer}`, unit: 'x', bound, values, of: 'middle' };
}
