import { expect, test } from 'vitest';
import { TurnBudget } from './turn-budget.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a turn that has brought enough ends, and all who read go on in the next', async () => {
  const budget = new TurnBudget(100);
  const went: string[] = [];
  const goOn = (name: string) => () => void went.push(name);
  expect(budget.spend(99, goOn('a'))).toBe(false);
  expect(budget.spend(1, goOn('a'))).toBe(true);
  expect(budget.spend(1, goOn('b'))).toBe(true);
  expect(went).toEqual([]);
  await nextTurn();
  expect(went).toEqual(['a', 'b']);
  expect(budget.spend(99, goOn('c'))).toBe(false);
  await nextTurn();
  expect(budget.spend(99, goOn('c'))).toBe(false);
  expect(went).toEqual(['a', 'b']);
});
