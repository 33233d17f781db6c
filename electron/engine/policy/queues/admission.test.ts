import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DownloadState } from '../../../../shared/model/state.ts';
import { isRunning } from '../../../../shared/model/state.ts';
import { admit, type QueueRule } from './admission.ts';

interface Row {
  readonly id: string;
  readonly order: number;
  readonly queue: string;
  readonly state: DownloadState;
}

/** Those of a list that start: those that run are told apart, and those that wait are in their order. */
function started(
  rows: readonly Row[],
  jobs: number,
  queues: readonly QueueRule[],
  held?: (id: string) => boolean,
): string[] {
  const running = rows.filter(({ state }) => isRunning(state));
  const waiting = rows.filter(({ state }) => state.kind === 'queued').toSorted((a, b) => a.order - b.order);
  return admit(running, () => waiting, jobs, queues, held);
}

const states: readonly DownloadState[] = [
  { kind: 'queued' },
  { kind: 'probing' },
  { kind: 'downloading' },
  { kind: 'verifying' },
  { kind: 'completing' },
  { kind: 'completed' },
  { kind: 'paused' },
  { kind: 'interrupted', failure: { code: 'crash' }, resume: 'auto-continue' },
];

const one: readonly QueueRule[] = [{ id: 'a', jobs: 0, runs: true }];

test('those first in the queue start, up to the number of jobs', () => {
  const queue = [
    { id: 'late', order: 9, queue: 'a', state: { kind: 'queued' } },
    { id: 'running', order: 1, queue: 'a', state: { kind: 'verifying' } },
    { id: 'first', order: 2, queue: 'a', state: { kind: 'queued' } },
    { id: 'paused', order: 0, queue: 'a', state: { kind: 'paused' } },
    { id: 'second', order: 3, queue: 'a', state: { kind: 'queued' } },
  ] as const;
  expect(started(queue, 3, one)).toEqual(['first', 'second']);
  expect(started(queue, 1, one)).toEqual([]);
  expect(started(queue, 0, one)).toEqual([]);
});

test('those that are held back let others go first, in their order', () => {
  const queue = ['a', 'b', 'c', 'd'].map((id, order) => ({
    id,
    order,
    queue: 'a',
    state: { kind: 'queued' } as const,
  }));
  const held = (id: string) => id === 'a' || id === 'c';
  expect(started(queue, 2, one, held)).toEqual(['b', 'd']);
  expect(started(queue, 1, one, held)).toEqual(['b']);
  expect(started(queue, 3, one, () => true)).toEqual([]);
});

test('only queued ones start, never more than jobs run, and nobody waits while there is a place', () => {
  const download = fc.record({ order: fc.integer(), state: fc.constantFrom(...states) });
  fc.assert(
    fc.property(fc.array(download, { maxLength: 30 }), fc.nat(10), (list, jobs) => {
      const downloads = list.map((each, index) => ({ ...each, queue: 'a', id: String(index) }));
      const begun = started(downloads, jobs, one).map((id) => downloads[Number(id)]);
      const running = downloads.filter(({ state }) => isRunning(state)).length;
      const queued = downloads.filter(({ state }) => state.kind === 'queued');
      expect(begun.length).toBe(Math.max(0, Math.min(queued.length, jobs - running)));
      const orders = begun.map((each) => each?.order ?? NaN);
      expect(orders).toEqual([...orders].sort((a, b) => a - b));
      for (const left of queued)
        if (!begun.includes(left)) expect(left.order).toBeGreaterThanOrEqual(orders.at(-1) ?? -Infinity);
    }),
  );
});

test('a queue that is stopped starts nothing, and none runs more than its own or all together', () => {
  const download = fc.record({
    order: fc.integer(),
    state: fc.constantFrom(...states),
    queue: fc.constantFrom('a', 'b', 'gone'),
  });
  const rule = fc.record({ jobs: fc.nat(4), runs: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(download, { maxLength: 30 }),
      fc.nat(10),
      rule,
      rule,
      (list, jobs, first, second) => {
        const downloads = list.map((each, index) => ({ ...each, id: String(index) }));
        const queues = [
          { id: 'b', ...first },
          { id: 'a', ...second },
        ];
        const begun = started(downloads, jobs, queues).map((id) => downloads[Number(id)]);
        const running = downloads.filter(({ state }) => isRunning(state));
        expect(begun.length).toBeLessThanOrEqual(Math.max(0, jobs - running.length));
        expect(begun.every((each) => each?.state.kind === 'queued')).toBe(true);
        for (const queue of queues) {
          const own = begun.filter((each) => each?.queue === queue.id).length;
          const before = running.filter((each) => each.queue === queue.id).length;
          if (!queue.runs) expect(own).toBe(0);
          if (queue.jobs > 0) expect(own).toBeLessThanOrEqual(Math.max(0, queue.jobs - before));
        }
        expect(begun.some((each) => each?.queue === 'gone')).toBe(false);
        const ofSecond = begun.findIndex((each) => each?.queue === 'a');
        expect(ofSecond === -1 || begun.slice(ofSecond).every((each) => each?.queue === 'a')).toBe(true);
      },
    ),
  );
});

test('where there is no place nobody that waits is looked at, and else no more than fit', () => {
  const looked: string[] = [];
  function* waiting(): Generator<{ readonly id: string; readonly queue: string }> {
    for (const id of ['b', 'c', 'd']) {
      looked.push(id);
      yield { id, queue: 'a' };
    }
  }
  const running = [{ id: 'a', queue: 'a' }];
  expect(admit(running, waiting, 1, one)).toEqual([]);
  expect(looked).toEqual([]);
  expect(admit(running, waiting, 2, one)).toEqual(['b']);
  expect(looked).toEqual(['b']);
});
