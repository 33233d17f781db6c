import { expect, test } from 'vitest';
import type { AfterAllAction, AfterAllView } from '../../shared/model/after-all.ts';
import type { DownloadState } from '../../shared/model/state.ts';
import { FakeClock } from '../engine/testing/fake-clock.ts';
import { AfterAll, countdown } from './after-all.ts';

const running: DownloadState = { kind: 'downloading' };
const completed: DownloadState = { kind: 'completed' };
const failed: DownloadState = { kind: 'interrupted', failure: { code: 'server-not-found' }, resume: 'none' };
const offline: DownloadState = {
  kind: 'interrupted',
  failure: { code: 'network-offline' },
  resume: 'auto-continue',
};

function open(first: AfterAllAction = 'nothing') {
  const lasting = { action: first };
  const clock = new FakeClock();
  const performed: string[] = [];
  const told: AfterAllView[] = [];
  const after = new AfterAll({
    clock,
    perform: (action) => performed.push(action),
    lasting: () => lasting.action,
    onChange: (view) => told.push(view),
  });
  const note = (...states: readonly DownloadState[]): void =>
    after.note(states.map((state, index) => ({ id: String(index), state })));
  return { clock, after, performed, told, note, lasting };
}

test('when the last running one has ended it counts down and does it once', () => {
  const { clock, after, performed, note } = open();
  after.choose('shut-down');
  note(running, running);
  note(completed, running);
  expect(after.view.due).toBeNull();
  note(completed, failed);
  expect(after.view).toEqual({ action: 'shut-down', due: clock.wall() + countdown });
  clock.advance(countdown - 1);
  expect(performed).toEqual([]);
  clock.advance(1);
  expect([performed, after.view]).toEqual([['shut-down'], { action: 'nothing', due: null }]);
  note(running, failed);
  note(completed, failed);
  clock.advance(2 * countdown);
  expect(performed).toEqual(['shut-down']);
});

test('a person who says no, and a download that begins, end the countdown', () => {
  const { clock, after, performed, note } = open();
  after.choose('sleep');
  note(running);
  note(completed);
  note(completed, running);
  expect(after.view).toEqual({ action: 'sleep', due: null });
  note(completed, completed);
  expect(after.view.due).not.toBeNull();
  after.choose('nothing');
  clock.advance(2 * countdown);
  expect([performed, clock.waiting]).toEqual([[], 0]);
});

test.each([
  ['was paused', { kind: 'paused' }],
  ['waits for its queue', { kind: 'queued' }],
  ['waits for the network', offline],
] as const)('nothing happens when the last one %s', (_what, state) => {
  const { after, note } = open();
  after.choose('sleep');
  note(running, completed);
  note(state, completed);
  expect(after.view.due).toBeNull();
});

test('nothing happens when nothing was chosen, or nothing ran', () => {
  const { after, note } = open();
  note(running);
  note(completed);
  after.choose('sleep');
  note(completed);
  expect(after.view.due).toBeNull();
});

test('what lasts is done every time; a no, and another choice, are for the next time only', () => {
  const { after, clock, lasting, note, performed } = open('sleep');
  expect(after.view).toEqual({ action: 'sleep', due: null });
  const run = (): void => {
    note(running);
    note(completed);
  };
  run();
  clock.advance(countdown);
  expect([performed, after.view]).toEqual([['sleep'], { action: 'sleep', due: null }]);
  run();
  after.choose('nothing');
  clock.advance(countdown);
  expect(performed).toEqual(['sleep']);
  after.choose('shut-down');
  run();
  clock.advance(countdown);
  expect(performed).toEqual(['sleep', 'shut-down']);
  after.choose('nothing');
  run();
  clock.advance(countdown);
  expect([performed.length, after.view.action]).toEqual([2, 'sleep']);
  lasting.action = 'nothing';
  after.settle();
  run();
  clock.advance(countdown);
  expect([performed.length, after.view.action]).toEqual([2, 'nothing']);
});
