import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DownloadState } from '../../../shared/model/state.ts';
import { isRunning } from '../../../shared/model/state.ts';
import { admit, type QueueRule } from './admission.ts';

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
  expect(admit(queue, 3, one)).toEqual(['first', 'second']);
  expect(admit(queue, 1, one)).toEqual([]);
  expect(admit(queue, 0, one)).toEqual([]);
});

test('those that are held back let others go first, in their order', () => {
  const queue = ['a', 'b', 'c', 'd'].map((id, order) => ({
    id,
    order,
    queue: 'a',
    state: { kind: 'queued' } as const,
  }));
  const held = (id: string) => id === 'a' || id === 'c';
  expect(admit(queue, 2, one, held)).toEqual(['b', 'd']);
  expect(admit(queue, 1, one, held)).toEqual(['b']);
  expect(admit(queue, 3, one, () => true)).toEqual([]);
});

test('only queued ones start, never more than jobs run, and nobody waits while there is a place', () => {
  const download = fc.record({ order: fc.integer(), state: fc.constantFrom(...states) });
  fc.assert(
    fc.property(fc.array(download, { maxLength: 30 }), fc.nat(10), (list, jobs) => {
      const downloads = list.map((each, index) => ({ ...each, queue: 'a', id: String(index) }));
      const started = admit(downloads, jobs, one).map((id) => downloads[Number(id)]);
      const running = downloads.filter(({ state }) => isRunning(state)).length;
      const queued = downloads.filter(({ state }) => state.kind === 'queued');
      expect(started.length).toBe(Math.max(0, Math.min(queued.length, jobs - running)));
      const orders = started.map((each) => each?.order ?? NaN);
      expect(orders).toEqual([...orders].sort((a, b) => a - b));
      for (const left of queued)
        if (!started.includes(left)) expect(left.order).toBeGreaterThanOrEqual(orders.at(-1) ?? -Infinity);
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
        const started = admit(downloads, jobs, queues).map((id) => downloads[Number(id)]);
        const running = downloads.filter(({ state }) => isRunning(state));
        expect(started.length).toBeLessThanOrEqual(Math.max(0, jobs - running.length));
        expect(started.every((each) => each?.state.kind === 'queued')).toBe(true);
        for (const queue of queues) {
          const begun = started.filter((each) => each?.queue === queue.id).length;
          const before = running.filter((each) => each.queue === queue.id).length;
          if (!queue.runs) expect(begun).toBe(0);
          if (queue.jobs > 0) expect(begun).toBeLessThanOrEqual(Math.max(0, queue.jobs - before));
        }
        expect(started.some((each) => each?.queue === 'gone')).toBe(false);
        const ofSecond = started.findIndex((each) => each?.queue === 'a');
        expect(ofSecond === -1 || started.slice(ofSecond).every((each) => each?.queue === 'a')).toBe(true);
      },
    ),
  );
});
