import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sparingUpdate } from './sparing-update.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('draws the first state at once and then only the latest, once a pause', () => {
  const drawn: number[] = [];
  const update = sparingUpdate<number>(1_000, (state) => drawn.push(state));
  for (const state of [1, 2, 3]) update.show(state);
  expect(drawn).toEqual([1]);
  vi.advanceTimersByTime(1_000);
  expect(drawn).toEqual([1, 3]);
  update.show(4);
  vi.advanceTimersByTime(999);
  expect(drawn).toEqual([1, 3]);
  vi.advanceTimersByTime(1);
  expect(drawn).toEqual([1, 3, 4]);
  vi.advanceTimersByTime(5_000);
  update.show(5);
  expect(drawn).toEqual([1, 3, 4, 5]);
});

it('draws nothing once it is stopped', () => {
  const drawn: number[] = [];
  const update = sparingUpdate<number>(1_000, (state) => drawn.push(state));
  update.show(1);
  update.show(2);
  update.stop();
  vi.advanceTimersByTime(5_000);
  expect(drawn).toEqual([1]);
});

it('draws at once what cannot wait, and pauses from then on', () => {
  const drawn: number[] = [];
  const update = sparingUpdate<number>(1_000, (state) => drawn.push(state));
  update.show(1);
  update.show(2);
  update.showNow(3);
  expect(drawn).toEqual([1, 3]);
  update.show(4);
  vi.advanceTimersByTime(999);
  expect(drawn).toEqual([1, 3]);
  vi.advanceTimersByTime(1);
  expect(drawn).toEqual([1, 3, 4]);
});
