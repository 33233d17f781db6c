import { expect, test } from 'vitest';
import { rowOf, runOf } from '../testing-rows.ts';
import { factGoal, isLost, verdictOf, wallToBest, wallToLimit, wallToPeer, type Goal } from './goals.ts';

const goal = (values: readonly number[], more: Partial<Goal> = {}): Goal => ({
  ...{ name: 'wall / limit', unit: 'x', bound: 1, of: 'middle', values },
  ...more,
});

test('a goal is met at its bound, by the middle or by every round', () => {
  expect(verdictOf(goal([0.9, 1, 5]))).toEqual({ value: 1, met: true });
  expect(verdictOf(goal([0.9, 1, 5], { of: 'most' }))).toEqual({ value: 5, met: false });
  expect(verdictOf(goal([]))).toEqual({ value: NaN, met: false });
  expect(verdictOf(goal([7], { bound: null }))).toEqual({ value: 7, met: null });
});

test('a goal is lost when it is missed by more than the noise of either run', () => {
  const met = goal([0.98, 0.98, 0.98]);
  expect(isLost(met, goal([1.01, 1.01, 1.01]))).toBe(false);
  expect(isLost(met, goal([1.2, 1.2, 1.2]))).toBe(true);
  expect(isLost(met, goal([0.9, 1.2, 1.5]))).toBe(false);
  expect(isLost(goal([0.6, 0.98, 1.3]), goal([1.2, 1.2, 1.2]))).toBe(false);
});

test('what was never met cannot be lost, and what is not measured any more is', () => {
  expect(isLost(goal([1.5]), goal([3]))).toBe(false);
  expect(isLost(goal([1], { bound: null }), goal([3]))).toBe(false);
  expect(isLost(goal([0.9]), goal([]))).toBe(true);
  expect(isLost(goal([0.9]), undefined)).toBe(true);
});

test('the limit is the case’s, or the run’s own where it knows one', () => {
  const own = rowOf('tributary', [], { runs: [{ ...runOf(6, 0), facts: { limit: 3 } }, runOf(6, 1)] });
  const all = { limit: { seconds: 4, words: '' }, rows: [own] };
  expect(wallToLimit(all, 1).values).toEqual([2, 1.5]);
  expect(wallToLimit({ ...all, limit: null }, 1).values).toEqual([2]);
});

test('goals against others compare with the named one, or with the fastest', () => {
  const rows = [rowOf('tributary', [2]), rowOf('aria2c', [4]), rowOf('axel', [1])];
  expect(wallToPeer({ limit: null, rows }, 'aria2c', 0.7).values).toEqual([0.5]);
  expect(wallToPeer({ limit: null, rows }, 'wget2', 0.7).values).toEqual([]);
  expect(wallToBest({ limit: null, rows }, 1).values).toEqual([2]);
});

test('a fact is scaled into the unit of its goal', () => {
  const own = rowOf('tributary', [], { runs: [{ ...runOf(1, 0), facts: { afterLast: 0.05 } }] });
  const shape = { name: 'last byte to verified', unit: 'ms', bound: 100, of: 'middle' } as const;
  expect(factGoal({ limit: null, rows: [own] }, 'afterLast', shape, 1_000).values).toEqual([50]);
});
