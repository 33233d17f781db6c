import { expect, test } from 'vitest';
import { learnedFor, type LearnedLimit } from '../../shared/model/server-profile.ts';
import type { ServerShelf } from '../engine/ports/server-book.ts';
import { LearnedLimits } from './learned-limits.ts';

function shelfOf(kept: Map<string, LearnedLimit>): ServerShelf {
  return {
    profiles: () => [],
    saveProfile: () => undefined,
    removeProfile: () => undefined,
    limits: () => [...kept.values()],
    saveLimit: (limit) => void kept.set(limit.host, limit),
    removeLimit: (host) => void kept.delete(host),
  };
}

function setup() {
  const kept = new Map<string, LearnedLimit>();
  const time = { now: 1_000_000_000 };
  const clock = { wall: () => time.now };
  return { kept, time, open: () => new LearnedLimits(shelfOf(kept), clock) };
}

test('E3: what a host bore is known after a new start, for a day', () => {
  const { kept, open, time } = setup();
  open().learn('a.example', 3);
  time.now += learnedFor - 1;
  expect(open().of('a.example')).toBe(3);
  time.now += 1;
  const late = open();
  expect(late.list()).toEqual([]);
  expect(late.of('a.example')).toBeNull();
  expect(kept.size).toBe(0);
});

test('what was learned is forgotten by hand, and where the clock was set back', () => {
  const { kept, open, time } = setup();
  const limits = open();
  limits.learn('a.example', 3);
  limits.learn('b.example:8080', 1);
  limits.forget('a.example');
  expect(limits.of('a.example')).toBeNull();
  expect([...kept.keys()]).toEqual(['b.example:8080']);
  time.now -= 1;
  expect(limits.of('b.example:8080')).toBeNull();
});

test('of many hosts the oldest are forgotten', () => {
  const { kept, open, time } = setup();
  const limits = open();
  for (let number = 0; number < 600; number += 1) {
    time.now += 1;
    limits.learn(`h${number}.example`, 2);
  }
  expect(kept.size).toBe(500);
  expect(limits.of('h99.example')).toBeNull();
  expect(limits.of('h100.example')).toBe(2);
});
