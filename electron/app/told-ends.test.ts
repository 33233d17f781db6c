import { expect, test } from 'vitest';
import type { DownloadState } from '../../shared/model/state.ts';
import { ToldEnds } from './told-ends.ts';

const stopped: DownloadState = {
  kind: 'interrupted',
  failure: { code: 'server-not-found' },
  resume: 'user-continue',
};
const seen = (id: string, state: DownloadState) => ({ id, state });
const ids = (found: ReturnType<ToldEnds['take']>) => [
  found.finished.map(({ id }) => id),
  found.stopped.map(({ id }) => id),
];

test('an end and a stop are told once, and again when they come again', () => {
  const told = new ToldEnds();
  expect(ids(told.take([seen('a', { kind: 'completed' }), seen('b', stopped)]))).toEqual([['a'], ['b']]);
  expect(ids(told.take([seen('a', { kind: 'completed' }), seen('b', stopped)]))).toEqual([[], []]);
  expect(ids(told.take([seen('a', { kind: 'queued' }), seen('b', { kind: 'queued' })]))).toEqual([[], []]);
  expect(ids(told.take([seen('a', stopped), seen('b', { kind: 'completed' })]))).toEqual([['b'], ['a']]);
});

test('what was so at the start is not told', () => {
  const told = new ToldEnds();
  told.know(seen('a', { kind: 'completed' }));
  told.know(seen('b', stopped));
  expect(ids(told.take([seen('a', { kind: 'completed' }), seen('b', stopped)]))).toEqual([[], []]);
});
