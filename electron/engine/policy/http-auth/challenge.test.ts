import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoted } from './field-text.ts';
import { challengesIn, parseChallenges } from './challenge.ts';

function plain(field: string): unknown[] {
  return parseChallenges(field).map(({ scheme, token68, parameters }) => [
    scheme,
    token68 ?? Object.fromEntries(parameters),
  ]);
}

test('one challenge with its parameters', () => {
  expect(plain('Basic realm="a room", charset="UTF-8"')).toEqual([
    ['basic', { realm: 'a room', charset: 'UTF-8' }],
  ]);
});

test('several challenges in one field, and several fields', () => {
  const field = 'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"';
  expect(plain(field)).toEqual([
    ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
    ['basic', { realm: 'simple' }],
  ]);
  const headers = [
    ['www-authenticate', 'Digest realm="a", nonce="b"'],
    ['date', 'now'],
    ['www-authenticate', 'Basic realm="a"'],
  ] as const;
  expect(challengesIn(headers, 'www-authenticate').map(({ scheme }) => scheme)).toEqual(['digest', 'basic']);
  expect(challengesIn(headers, 'proxy-authenticate')).toEqual([]);
});

test('token68, and schemes that stand alone', () => {
  expect(plain('NTLM TlRMTVNTUAAC+/==, Negotiate, Basic realm=x')).toEqual([
    ['ntlm', 'TlRMTVNTUAAC+/=='],
    ['negotiate', {}],
    ['basic', { realm: 'x' }],
  ]);
});

test('a comma in a quoted string parts nothing', () => {
  expect(plain('Basic realm="a, Digest nonce=b"')).toEqual([['basic', { realm: 'a, Digest nonce=b' }]]);
});

test('spaces, empty elements, no quotes, and a quote without its end', () => {
  expect(plain(' , Basic  realm = "x" ,, opaque=a/b== , q="open')).toEqual([
    ['basic', { realm: 'x', opaque: 'a/b==', q: 'open' }],
  ]);
});

test('of a name that is there twice the first counts', () => {
  expect(plain('Basic realm="first", REALM="second"')).toEqual([['basic', { realm: 'first' }]]);
});

test('nothing useful is nothing', () => {
  for (const field of ['', ',', ' ', '="x"', '@@@', 'é']) expect(parseChallenges(field)).toEqual([]);
});

const tokens = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const texts = fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,30}$/);

test('what is written by the grammar is read back', () => {
  const challenge = fc.record({
    scheme: tokens,
    parameters: fc.uniqueArray(fc.tuple(tokens, texts), { selector: ([name]) => name, maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(challenge, { maxLength: 4 }), (challenges) => {
      const field = challenges
        .map(({ scheme, parameters }) => {
          return `${scheme} ${parameters.map(([name, value]) => `${name}=${quoted(value)}`).join(', ')}`;
        })
        .join(', ');
      const read = parseChallenges(field);
      expect(read.map(({ scheme, parameters }) => ({ scheme, parameters: [...parameters] }))).toEqual(
        challenges,
      );
    }),
  );
});

test('any text ends, and soon', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a=", \\]{0,60}$/)), (field) => {
      for (const { scheme } of parseChallenges(field)) expect(scheme).not.toBe('');
    }),
  );
  const began = performance.now();
  parseChallenges(`Basic ${'a="\\"'.repeat(20_000)}`);
  parseChallenges('a '.repeat(30_000));
  parseChallenges(`Basic ${'a='.repeat(30_000)}`);
  parseChallenges(`Basic ${'"'.repeat(60_000)}`);
  expect(performance.now() - began).toBeLessThan(2_000);
});
