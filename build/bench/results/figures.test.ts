import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowOf, runOf } from '../testing-rows.ts';
import { bestPeer, median, noiseOf, pairedRatios, valuesOf } from './figures.ts';

test('the median is the middle, or between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, NaN]);
});

test('half of the values are at or under the median', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, (all) => {
      const middle = median(all);
      const under = all.filter((value) => value <= middle).length;
      const over = all.filter((value) => value >= middle).length;
      return under * 2 >= all.length && over * 2 >= all.length;
    }),
  );
});

test('ratios are of runs of one round; a run that failed has none', () => {
  const own = rowOf('tributary', [1, 2, 3]);
  const [first, ...others] = rowOf('aria2c', [2, 2, 2]).runs.map((run, index) =>
    index === 1 ? { ...run, fault: 'other bytes' } : run,
  );
  const other = rowOf('aria2c', [], { runs: first === undefined ? [] : [first, ...others] });
  expect(pairedRatios(own, other, (run) => run.wall)).toEqual([0.5, 1.5]);
  expect(pairedRatios(own, undefined, (run) => run.wall)).toEqual([]);
});

test('the best peer is the fastest of those that did it, and never ourselves', () => {
  const failed = rowOf('wget2', [], { runs: [{ ...runOf(0.1, 0), fault: 'exit status 3' }] });
  const rows = [rowOf('tributary', [1]), rowOf('axel', [5, 5]), rowOf('curl', [4, 9, 4]), failed];
  expect(bestPeer(rows)?.name).toBe('curl');
  expect(bestPeer([rowOf('tributary', [1])])).toBeUndefined();
});

test('what was not measured is no value', () => {
  expect(valuesOf(rowOf('curl', [1, NaN]), (run) => run.wall)).toEqual([1]);
});

test('noise is half of the spread, and at least two percent', () => {
  expect([noiseOf([1, 1.2, 1.4]), noiseOf([10, 10, 10]), noiseOf([])]).toEqual([expect.closeTo(0.2), 0.2, 0]);
});
