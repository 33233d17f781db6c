import { expect, test } from 'vitest';
import type { RunFigures } from './bench-case.ts';
import { runRounds } from './bench-run.ts';
import { runOf } from './testing-rows.ts';

const figures = (more: Partial<RunFigures> = {}): RunFigures => ({ ...runOf(1, 0), ...more });
const entrants = ['a', 'b', 'c'].map((name) => ({ name, ours: name === 'a', absent: null }));
const options = { until: Infinity, signal: new AbortController().signal, print: () => undefined };

test('programs run in turn', async () => {
  const order: string[] = [];
  const run = async (name: string): Promise<RunFigures> => {
    order.push(name);
    return figures();
  };
  const { rounds, rows } = await runRounds({ entrants, run }, { ...options, rounds: 2 });
  expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  expect(rounds).toBe(2);
  expect(rows.map(({ runs }) => runs.map(({ round }) => round))).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
});

test('who is absent never runs, and who gave up is not asked again', async () => {
  const order: string[] = [];
  const run = async (name: string): Promise<RunFigures> => {
    order.push(name);
    return figures(name === 'b' ? { fault: 'not done in 9 s', gaveUp: true } : {});
  };
  const some = entrants.map((each) => (each.name === 'c' ? { ...each, absent: 'not installed' } : each));
  await runRounds({ entrants: some, run }, { ...options, rounds: 2 });
  expect(order).toEqual(['a', 'b', 'a']);
});

test('another’s that was far behind, or is only shown, runs in the first round; ours in every one', async () => {
  const walls: Readonly<Record<string, number>> = { a: 40, b: 31, c: 10 };
  const order: string[] = [];
  const run = async (name: string): Promise<RunFigures> => {
    order.push(name);
    return figures({ wall: walls[name] ?? 1 });
  };
  await runRounds({ entrants, run }, { ...options, rounds: 2 });
  expect(order).toEqual(['a', 'b', 'c', 'a', 'c']);
  order.length = 0;
  const short = async (name: string): Promise<RunFigures> =>
    figures({ ...(await run(name)), wall: name === 'c' ? 1 : 7 });
  await runRounds({ entrants, run: short }, { ...options, rounds: 2 });
  expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  order.length = 0;
  const shown = entrants.map((each) => (each.ours ? each : { ...each, once: true as const }));
  await runRounds({ entrants: shown, run }, { ...options, rounds: 2 });
  expect(order).toEqual(['a', 'b', 'c', 'a']);
});

test('when the time is up only the first round is run', async () => {
  const run = async (): Promise<RunFigures> => figures();
  const { rounds } = await runRounds({ entrants, run }, { ...options, rounds: 5, until: 0 });
  expect(rounds).toBe(1);
});
