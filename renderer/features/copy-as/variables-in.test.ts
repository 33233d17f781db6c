import { expect, it } from 'vitest';
import { variablesIn } from './variables-in.ts';

it('names each variable once, in the order in which they are used', () => {
  expect(variablesIn('a "$TRIBUTARY_B" "$TRIBUTARY_A"$TRIBUTARY_B $url')).toEqual([
    'TRIBUTARY_B',
    'TRIBUTARY_A',
  ]);
  expect(variablesIn('curl https://h/?v=$HOME')).toEqual([]);
});
