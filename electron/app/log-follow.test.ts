import { expect, test } from 'vitest';
import type { Contract } from '../../shared/contract/contract.ts';
import type { Session } from '../../shared/wire/server.ts';
import { FakeClock } from '../engine/testing/fake-clock.ts';
import { LogFollow } from './log-follow.ts';
import type { LogEntry } from './logging/index.ts';
import { memorySink } from './logging/memory-sink.ts';

function entry(message: string): LogEntry {
  return { time: 0, level: 'info', file: 'engine.ts', line: 7, message, facts: {} };
}

function follower() {
  const clock = new FakeClock();
  const memory = memorySink('info');
  const told: (readonly string[])[] = [];
  let close = (): void => undefined;
  const session = {
    seq: 0,
    emit: (name: string, payload: unknown) => {
      if (name === 'logged') told.push(payload as readonly string[]);
    },
    onClose: (listener: () => void) => {
      close = listener;
    },
    close: () => close(),
  } as Session<Contract>;
  return { clock, memory, told, session, follow: new LogFollow(memory, clock) };
}

test('a window that follows the log gets the lines so far, then new ones together', () => {
  const { clock, memory, told, session, follow } = follower();
  memory.write(entry('before'));
  expect(follow.set(session, true)).toEqual([expect.stringContaining('[INFO|engine.ts:7]')]);
  memory.write(entry('one'));
  memory.write(entry('two'));
  expect(told).toEqual([]);
  clock.advance(200);
  expect(told).toEqual([[expect.stringContaining('> one'), expect.stringContaining('> two')]]);
});

test('a window that stops following, or closes, gets no more', () => {
  for (const stop of ['off', 'closed'] as const) {
    const { clock, memory, told, session, follow } = follower();
    follow.set(session, true);
    memory.write(entry('waits to be told'));
    if (stop === 'off') follow.set(session, false);
    else session.close();
    memory.write(entry('later'));
    clock.advance(1_000);
    expect(told).toEqual([]);
    expect(clock.waiting).toBe(0);
  }
});
