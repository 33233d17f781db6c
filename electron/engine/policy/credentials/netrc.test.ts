import fc from 'fast-check';
import { expect, test } from 'vitest';
import { netrcCredential, readNetrc } from './netrc.ts';

test('entries in one line and in several, remarks, macros and a default', () => {
  const entries = readNetrc(
    [
      '# remark',
      'machine files.example login ali password "open \\"sesame\\""',
      'machine Other.Example',
      '  login kim # remark',
      '  account none',
      '  password #1',
      'macdef init',
      'machine macro.example login no password no',
      '',
      'machine lacking.example login ali',
      'default login anonymous password me@',
    ].join('\n'),
  );
  expect(entries).toEqual([
    { machine: 'files.example', user: 'ali', password: 'open "sesame"' },
    { machine: 'other.example', user: 'kim', password: '#1' },
    { machine: null, user: 'anonymous', password: 'me@' },
  ]);
  expect(netrcCredential(entries, 'FILES.example', false)?.user).toBe('ali');
  expect(netrcCredential(entries, 'third.example', false)).toBeNull();
  expect(netrcCredential(entries, 'third.example', true)?.user).toBe('anonymous');
});

test('what is written in quotes is read back', () => {
  const word = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' });
  fc.assert(
    fc.property(word, word, (user, password) => {
      const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
      const text = `machine m login ${quoted(user)} password ${quoted(password)}`;
      expect(netrcCredential(readNetrc(text), 'm', false)).toEqual({ user, password });
    }),
  );
});

test('any text ends', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(Array.isArray(readNetrc(text))).toBe(true);
    }),
  );
});
