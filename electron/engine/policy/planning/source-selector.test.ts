import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceChoice } from './source-selector.ts';
import { selectSource } from './source-selector.ts';

function choice(id: number, facts: Partial<SourceChoice> = {}): SourceChoice {
  return { id, active: 0, rate: null, room: 16, preferred: false, ...facts };
}

/** Gives each of `connections` a source, one after the other, none moving. */
function spread(sources: readonly SourceChoice[], connections: number): number[] {
  const active = sources.map((source) => source.active);
  for (let turn = 0; turn < connections; turn += 1) {
    const now = sources.map((source, index) => ({ ...source, active: active[index] ?? 0 }));
    const chosen = selectSource(now, connections, null);
    const index = sources.findIndex((source) => source.id === chosen);
    active[index] = (active[index] ?? 0) + 1;
  }
  return active;
}

test('nobody has room: none', () => {
  expect(selectSource([], 6, null)).toBeNull();
  expect(selectSource([choice(0, { room: 0 })], 6, 0)).toBeNull();
});

test('sources that nobody measured yet share alike', () => {
  expect(spread([choice(0), choice(1), choice(2)], 6)).toEqual([2, 2, 2]);
});

test('connections go in proportion to the rate of one, and each source keeps one', () => {
  expect(spread([choice(0, { rate: 3e6 }), choice(1, { rate: 1e6 })], 8)).toEqual([6, 2]);
  expect(spread([choice(0, { rate: 1e8 }), choice(1, { rate: 1e3 })], 6)).toEqual([5, 1]);
});

test('a full host sends to the others', () => {
  expect(selectSource([choice(0, { rate: 1e8, room: 0 }), choice(1, { rate: 1 })], 6, 0)).toBe(1);
});

test('a connection stays where it is until another source lacks a whole one more', () => {
  expect(selectSource([choice(0, { active: 2 }), choice(1, { active: 2 })], 6, 1)).toBe(1);
  expect(selectSource([choice(0, { active: 3 }), choice(1, { active: 0 })], 4, 0)).toBe(1);
});

test('one that is preferred gets all but what the others are measured by, however slow it is', () => {
  const slow = choice(1, { rate: 1e5, preferred: true });
  expect(spread([choice(0, { rate: 1e8 }), slow, choice(2)], 8)).toEqual([1, 6, 1]);
  expect(spread([choice(0, { rate: 1e8 }), slow, choice(2)], 2)).toEqual([0, 2, 0]);
});

test('what the host of a preferred one does not bear is shared by the others, by their speed', () => {
  const full = choice(0, { active: 2, room: 0, preferred: true });
  expect(spread([full, choice(1, { rate: 3e6 }), choice(2, { rate: 1e6 })], 6)).toEqual([2, 4, 2]);
  expect(selectSource([full, choice(1), choice(2)], 6, 0)).not.toBeNull();
});

test('with a preferred one, each source keeps one while there are enough connections', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 2, maxLength: 8 }),
      fc.nat(7),
      fc.nat(8),
      (rates, which, more) => {
        const sources = rates.map((rate, id) => choice(id, { rate, preferred: id === which % rates.length }));
        const given = spread(
          sources.map((source) => ({ ...source, room: 64 })),
          rates.length + more,
        );
        expect(
          given.every((count, id) => (sources[id]?.preferred === true ? count === more + 1 : count === 1)),
        ).toBe(true);
      },
    ),
  );
});

const choices = fc.uniqueArray(
  fc.record({
    id: fc.nat(9),
    active: fc.nat(20),
    rate: fc.option(fc.integer({ min: 0, max: 1e9 })),
    room: fc.nat(3),
    preferred: fc.constant(false),
  }),
  { selector: (source) => source.id },
);

test('the chosen one has room; there is one whenever any has', () => {
  fc.assert(
    fc.property(choices, fc.integer({ min: 1, max: 64 }), fc.option(fc.nat(9)), (sources, count, current) => {
      const chosen = selectSource(sources, count, current);
      const open = sources.filter((source) => source.room > 0).map((source) => source.id);
      if (chosen === null) expect(open).toEqual([]);
      else expect(open).toContain(chosen);
    }),
  );
});

test('with as many connections as sources, none is left without', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 8 }),
      fc.nat(8),
      (rates, more) => {
        const sources = rates.map((rate, id) => choice(id, { rate, room: 64 }));
        expect(Math.min(...spread(sources, rates.length + more))).toBeGreaterThanOrEqual(1);
      },
    ),
  );
});
