import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OwnerMap } from './owner-map.ts';

test('what a slot brings in one go is one run; touching runs of one slot are one', () => {
  const map = new OwnerMap();
  map.note(2, 10, 20);
  map.note(1, 0, 5);
  map.note(1, 5, 10);
  map.note(2, 20, 30);
  map.note(1, 40, 50);
  map.note(1, 30, 40);
  expect(map.triples()).toEqual([0, 10, 1, 10, 30, 2, 30, 50, 1]);
});

test('an earlier session is slot 0, and clearing forgets everything', () => {
  const map = new OwnerMap();
  map.noteAll(0, [
    { start: 0, end: 1 },
    { start: 5, end: 6 },
  ]);
  expect(map.triples()).toEqual([0, 1, 0, 5, 6, 0]);
  map.clear();
  map.note(0, 6, 7);
  expect(map.triples()).toEqual([6, 7, 0]);
});

test('the map says of each byte who brought it, in as few runs as there are', () => {
  const size = 60;
  // Each byte belongs to one slot, 0 to 2, or to nobody (3), and they come in any order.
  const owners = fc.array(fc.nat(3), { minLength: size, maxLength: size });
  fc.assert(
    fc.property(owners, fc.infiniteStream(fc.nat(1_000)), (slots, chances) => {
      const pieces = slots.map((slot, at) => ({ slot, at, key: chances.next().value as number }));
      pieces.sort((a, b) => a.key - b.key);
      const map = new OwnerMap();
      for (const { slot, at } of pieces) if (slot !== 3) map.note(slot, at, at + 1);
      const flat = map.triples();
      const read = new Array<number>(size).fill(3);
      let runs = 0;
      for (let index = 0; index < flat.length; index += 3) {
        read.fill(flat[index + 2] ?? 3, flat[index], flat[index + 1]);
        runs += 1;
      }
      expect(read).toEqual(slots);
      expect(runs).toBe(slots.filter((slot, at) => slot !== 3 && slots[at - 1] !== slot).length);
    }),
  );
});
