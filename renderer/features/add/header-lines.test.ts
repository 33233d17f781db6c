import fc from 'fast-check';
import { expect, it } from 'vitest';
import { headerLines } from './header-lines.ts';

it('reads a header a line, and passes over empty lines', () => {
  expect(headerLines('Authorization: Bearer a:b \r\n\n X-Empty:\n')).toEqual({
    ok: true,
    headers: [
      ['Authorization', 'Bearer a:b'],
      ['X-Empty', ''],
    ],
  });
});

it.each([
  ['X-Key value', 1],
  ['X: 1\nNot a name: 2', 2],
  [': 1', 1],
  ['X: a\u0000b', 1],
])('of %j it says which line is none', (text, wrong) => {
  expect(headerLines(text)).toEqual({ ok: false, wrong });
});

it('no text makes a header that could end its line', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = headerLines(text);
      for (const [name, value] of read.ok ? read.headers : []) {
        expect(name).toMatch(/^[^\s:]+$/);
        expect(value).not.toMatch(/[\r\n\0]/);
      }
    }),
  );
});
