import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slowConnections } from './slow-connection.ts';

function crew(...rates: number[]): { slot: number; rate: number; age: number }[] {
  return rates.map((rate, index) => ({ slot: index + 1, rate, age: 5_000 }));
}

test('D3: under 0.3 of the median is slow, 0.3 of it is not', () => {
  expect(slowConnections(crew(100, 29, 100, 30))).toEqual([2]);
  expect(slowConnections(crew(100, 100, 0, 0, 100))).toEqual([3, 4]);
});

test('two are too few to tell which of them is the odd one', () => {
  expect(slowConnections(crew(100, 1))).toEqual([]);
});

test('one that was answered less than four seconds ago is neither judged nor counted', () => {
  const [a, b, c] = crew(100, 100, 1);
  if (a === undefined || b === undefined || c === undefined) throw new Error('three');
  expect(slowConnections([a, b, { ...c, age: 3_999 }])).toEqual([]);
  expect(slowConnections([a, b, { ...c, age: 4_000 }])).toEqual([3]);
  expect(slowConnections([{ ...a, age: 0 }, b, c])).toEqual([]);
});

test('never more than half are slow, and whoever is faster than a slow one by far is not', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { maxLength: 64 }), (rates) => {
      const slow = slowConnections(crew(...rates));
      expect(slow.length).toBeLessThanOrEqual(rates.length / 2);
      const best = Math.max(0, ...rates);
      for (const slot of slow) expect(rates[slot - 1]).toBeLessThan(0.3 * best);
    }),
  );
});
