import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DownloadState } from '../../../shared/model/state.ts';
import { isRunning } from '../../../shared/model/state.ts';
import { admit } from './admission.ts';

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

test('those first in the queue start, up to the number of jobs', () => {
  const queue = [
    { id: 'late', order: 9, state: { kind: 'queued' } },
    { id: 'running', order: 1, state: { kind: 'verifying' } },
    { id: 'first', order: 2, state: { kind: 'queued' } },
    { id: 'paused', order: 0, state: { kind: 'paused' } },
    { id: 'second', order: 3, state: { kind: 'queued' } },
  ] as const;
  expect(admit(queue, 3)).toEqual(['first', 'second']);
  expect(admit(queue, 1)).toEqual([]);
  expect(admit(queue, 0)).toEqual([]);
});

test('only queued ones start, never more than jobs run, and nobody waits while there is a place', () => {
  const download = fc.record({ order: fc.integer(), state: fc.constantFrom(...states) });
  fc.assert(
    fc.property(fc.array(download, { maxLength: 30 }), fc.nat(10), (list, jobs) => {
      const downloads = list.map((one, index) => ({ ...one, id: String(index) }));
      const started = admit(downloads, jobs).map((id) => downloads[Number(id)]);
      const running = downloads.filter(({ state }) => isRunning(state)).length;
      const queued = downloads.filter(({ state }) => state.kind === 'queued');
      expect(started.length).toBe(Math.max(0, Math.min(queued.length, jobs - running)));
      const orders = started.map((one) => one?.order ?? NaN);
      expect(orders).toEqual([...orders].sort((a, b) => a - b));
      for (const left of queued)
        if (!started.includes(left)) expect(left.order).toBeGreaterThanOrEqual(orders.at(-1) ?? -Infinity);
    }),
  );
});
