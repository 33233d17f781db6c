import fc from 'fast-check';
import { expect, test } from 'vitest';
import { steps } from '../../../../shared/model/queue.ts';
import { moved } from './row-moves.ts';

const by = (text: string, step: (typeof steps)[number]): string =>
  moved([...'abcde'], new Set(text), step).join('');

test('one place, and all the way', () => {
  expect([by('c', -1), by('c', 1), by('c', 'first'), by('c', 'last')]).toEqual([
    'acbde',
    'abdce',
    'cabde',
    'abdec',
  ]);
  expect([by('bd', -1), by('bd', 1), by('bd', 'first'), by('bd', 'last')]).toEqual([
    'badce',
    'acbed',
    'bdace',
    'acebd',
  ]);
});

test('at the edge several keep their order', () => {
  expect([by('ab', -1), by('de', 1), by('ac', -1)]).toEqual(['abcde', 'abcde', 'acbde']);
});

test('nothing is lost, and neither part changes its own order', () => {
  const list = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 20 });
  fc.assert(
    fc.property(list, fc.infiniteStream(fc.boolean()), fc.constantFrom(...steps), (order, chosen, step) => {
      const moving = new Set(order.filter(() => chosen.next().value));
      const next = moved(order, moving, step);
      expect(next.filter((id) => moving.has(id))).toEqual(order.filter((id) => moving.has(id)));
      expect(next.filter((id) => !moving.has(id))).toEqual(order.filter((id) => !moving.has(id)));
      expect(next.length).toBe(order.length);
    }),
  );
});
