import { expect, test } from 'vitest';
import { defaultQueue, type Queue } from '../../../shared/model/queue.ts';
import { weekdays } from '../../../shared/model/weekly-span.ts';
import { Bandwidth } from '../policy/limits/bandwidth.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { QueueList } from './queue-list.ts';

const at = (time: string): number => Date.parse(`2026-07-${time}:00+09:00`);
const night = [{ days: weekdays, from: 22 * 60, to: 6 * 60 }];

function open(wall = at('06T12:00'), kept = new Map<string, Queue>()) {
  const clock = new FakeClock(wall);
  const bandwidth = new Bandwidth(0, 0);
  let changes = 0;
  const queues = new QueueList({
    shelf: {
      all: () => [...kept.values()],
      save: (queue) => void kept.set(queue.id, queue),
      remove: (id) => void kept.delete(id),
    },
    clock,
    bandwidth,
    zone: () => 'Asia/Seoul',
    onChange: () => (changes += 1),
  });
  return { clock, queues, kept, bandwidth, changes: () => changes };
}

test('the default queue is always there, and others keep their order', () => {
  const { queues, kept } = open();
  queues.add('a', 'Films');
  queues.add('b', 'Music');
  queues.move('b', 'first');
  expect(queues.remove(defaultQueue)).toBe(false);
  expect(queues.list().map(({ id, runs }) => [id, runs])).toEqual([
    ['b', true],
    [defaultQueue, true],
    ['a', true],
  ]);
  const again = open(at('06T12:00'), kept).queues;
  expect(again.list().map(({ id }) => id)).toEqual(['b', defaultQueue, 'a']);
  expect([again.remove('b'), again.has('b'), again.runs('b')]).toEqual([true, false, false]);
});

test('times start and stop a queue at their minute, and after a sleep', () => {
  const { clock, queues, changes } = open();
  queues.add('a', 'Films');
  queues.change('a', { times: night });
  expect(queues.runs('a')).toBe(false);
  const before = changes();
  clock.advance(10 * 3_600_000 - 1);
  expect([queues.runs('a'), changes()]).toEqual([false, before]);
  clock.advance(1);
  expect([queues.runs('a'), changes()]).toEqual([true, before + 1]);
  clock.setWall(at('07T06:00'));
  queues.decide();
  expect(queues.runs('a')).toBe(false);
  // The clock is set, and nobody says so.
  clock.setWall(at('07T23:00'));
  clock.advance(30_000);
  expect(queues.runs('a')).toBe(true);
});

test('a start that came while the program did not run is made up for, and what was said by hand is kept', () => {
  const { queues, kept } = open();
  queues.add('a', 'Films');
  queues.change('a', { times: night });
  expect(open(at('07T01:00'), kept).queues.runs('a')).toBe(true);
  open(at('07T01:00'), kept).queues.set('a', false);
  expect(open(at('07T02:00'), kept).queues.runs('a')).toBe(false);
  expect(open(at('07T22:00'), kept).queues.runs('a')).toBe(true);
});

test('a queue has a limit of its own below that of all', () => {
  const { queues, bandwidth } = open();
  queues.add('a', 'Films');
  queues.change('a', { limit: 1_000 });
  const node = queues.bandwidthOf('a');
  expect([node.rate, node.take(1_000, 0)]).toEqual([1_000, 1_000]);
  bandwidth.setRate(100, 0);
  expect(node.take(0, 0)).toBe(1_000);
  expect(node.take(100, 0)).toBe(1_100);
  queues.change('a', { limit: 0 });
  expect(queues.bandwidthOf('a')).toBe(node);
  expect(queues.bandwidthOf('gone')).toBe(bandwidth);
});
