import { expect, test } from 'vitest';
import { BufferPool } from './buffer-pool.ts';

test('a buffer is used again when everybody who kept it has let go', () => {
  const pool = new BufferPool(16, 4);
  const first = pool.take();
  first.keep();
  first.release();
  expect(pool.take()).not.toBe(first);
  expect(pool.used).toBe(2);
  first.release();
  expect(pool.used).toBe(1);
  expect(pool.take()).toBe(first);
});

test('the last one that became free is taken first, and when none is in use no more than so many are kept', () => {
  const pool = new BufferPool(16, 2);
  const taken = [pool.take(), pool.take(), pool.take()];
  for (const buffer of taken) buffer.release();
  expect([pool.take(), pool.take()]).toEqual([taken[1], taken[0]]);
  expect(taken).not.toContain(pool.take());
});

test('while one is in use all others are kept', () => {
  const pool = new BufferPool(16, 2);
  const taken = [pool.take(), pool.take(), pool.take(), pool.take()];
  for (const buffer of taken.slice(1)) buffer.release();
  expect([pool.take(), pool.take(), pool.take()]).toEqual(taken.slice(1).reverse());
});
