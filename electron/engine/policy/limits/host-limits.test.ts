import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HostLimits } from './host-limits.ts';

test('E5: a host takes so many connections and no more, whichever download asks', () => {
  const limits = new HostLimits(2);
  expect([limits.enter('a'), limits.enter('a'), limits.enter('a'), limits.enter('b')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  limits.leave('a');
  expect(limits.room('a')).toBe(1);
  expect(limits.enter('a')).toBe(true);
});

test('E3: what a host was seen to bear is remembered, and goes only down, never under one', () => {
  const limits = new HostLimits(16);
  limits.learn('a', 4);
  expect(limits.limit('a')).toBe(4);
  limits.learn('a', 9);
  expect(limits.limit('a')).toBe(4);
  limits.learn('a', 0);
  expect(limits.limit('a')).toBe(1);
  expect(limits.limit('b')).toBe(16);
});

test('a connection that is open already counts, even above the limit', () => {
  const limits = new HostLimits(1);
  limits.force('a');
  limits.force('a');
  expect(limits.room('a')).toBe(0);
  limits.leave('a');
  expect(limits.enter('a')).toBe(false);
  limits.leave('a');
  expect(limits.enter('a')).toBe(true);
});

test('E5: a first contact has one place, which moves along with it and is given back once', () => {
  const limits = new HostLimits(2);
  const [one, other] = [{}, {}];
  limits.contact(one, 'a');
  limits.contact(one, 'a');
  limits.contact(other, 'a');
  expect([limits.room('a'), limits.enter('a')]).toEqual([0, false]);
  limits.contact(one, 'b');
  expect([limits.room('a'), limits.room('b')]).toEqual([1, 1]);
  for (const who of [one, one, other, {}]) limits.contact(who, null);
  expect([limits.room('a'), limits.room('b')]).toEqual([2, 2]);
});

test('a smaller setting counts at once', () => {
  const limits = new HostLimits(8);
  limits.setMost(1);
  expect([limits.enter('a'), limits.enter('a')]).toEqual([true, false]);
});

const host = fc.constantFrom('a', 'b');
const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('enter', 'leave', 'force'), host }),
  fc.record({ kind: fc.constant('learn'), host, bearing: fc.nat(9) }),
);

test('in whatever order they come and go, nobody enters above the limit and the count stays right', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 60 }), (most, steps) => {
      const limits = new HostLimits(most);
      const open = new Map([
        ['a', 0],
        ['b', 0],
      ]);
      for (const act of steps) {
        const count = open.get(act.host) ?? 0;
        const limit = limits.limit(act.host);
        expect(limit >= 1 && limit <= most).toBe(true);
        expect(limits.room(act.host)).toBe(Math.max(0, limit - count));
        if ('bearing' in act) limits.learn(act.host, act.bearing);
        else if (act.kind === 'enter') {
          const entered = limits.enter(act.host);
          expect(entered).toBe(count < limit);
          open.set(act.host, count + Number(entered));
        } else if (act.kind === 'force') {
          limits.force(act.host);
          open.set(act.host, count + 1);
        } else if (count > 0) {
          limits.leave(act.host);
          open.set(act.host, count - 1);
        }
      }
    }),
  );
});

test('what is set for a host holds in the place of what holds for all, never above what it bore', () => {
  const learned = new Map<string, number>();
  const limits = new HostLimits(4, {
    connectionsFor: (host) => (host === 'a' ? 9 : host === 'b' ? 2 : null),
    learnedOf: (host) => learned.get(host) ?? null,
    learn: (host, connections) => void learned.set(host, connections),
  });
  expect(['a', 'b', 'c'].map((host) => limits.limit(host))).toEqual([9, 2, 4]);
  limits.learn('a', 3);
  limits.learn('b', 5);
  expect(['a', 'b', 'c'].map((host) => limits.limit(host))).toEqual([3, 2, 4]);
  // Forgotten elsewhere: it holds no more.
  learned.clear();
  expect(limits.limit('a')).toBe(9);
});

test('a host with a limit of its own takes no download whose first contact would be too much', () => {
  const rules = { learnedOf: () => null, learn: () => undefined };
  const limits = new HostLimits(1, { ...rules, connectionsFor: (host) => (host === 'a' ? 2 : null) });
  expect([0, 1, 2, 3].map((running) => limits.isFull('a', () => running))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  limits.force('a');
  expect(limits.isFull('a', () => 1)).toBe(false);
  limits.force('a');
  expect(limits.isFull('a', () => 1)).toBe(true);
  // What holds for all is a matter of the downloads under way.
  limits.force('b');
  expect(limits.isFull('b', () => 9)).toBe(false);
});
