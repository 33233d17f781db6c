import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBench, quickPlan, secondsOf } from './bench-plan.ts';
import { allCases } from './scenarios/all-cases.ts';

test('without a budget it is all that was asked for', () => {
  const plan = planBench(allCases, 5, null);
  expect(plan.rounds).toBe(5);
  expect(plan.steps.map(({ size }) => size)).toEqual(allCases.map(({ sizes }) => sizes.full));
  expect(plan.cut).toBe('full sizes, 5 rounds');
});

test('a budget cuts sizes before rounds, and says so', () => {
  const plan = planBench(allCases, 5, 40);
  expect(plan.rounds).toBe(5);
  expect(plan.cut).toMatch(/^(\d+ % of the full|the least) sizes, 5 rounds$/);
  expect(planBench(allCases, 5, 1)).toMatchObject({ rounds: 1, cut: 'the least sizes, 1 round' });
});

test('a plan fits into its minutes or is the least there is, and no size is under the least', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 200 }), (rounds, minutes) => {
      const plan = planBench(allCases, rounds, minutes);
      for (const { case: each, size } of plan.steps) expect(size).toBeGreaterThanOrEqual(each.sizes.least);
      const least = planBench(allCases, rounds, 0.001);
      return secondsOf(plan) <= minutes * 60 || secondsOf(plan) === secondsOf(least);
    }),
  );
});

test('--quick takes the small sizes', () => {
  expect(quickPlan(allCases, 2).steps.map(({ size }) => size)).toEqual(
    allCases.map(({ sizes }) => sizes.quick),
  );
});

test('cases have names of their own, and all ten scenarios are there', () => {
  expect(new Set(allCases.map(({ id }) => id)).size).toBe(allCases.length);
  expect([...new Set(allCases.map(({ scenario }) => scenario))]).toEqual(
    Array.from({ length: 10 }, (_, index) => `S${String(index + 1)}`),
  );
});
