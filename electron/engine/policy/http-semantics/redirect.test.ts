import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRedirect, redirectsMost } from './redirect.ts';

const from = new URL('https://files.example/a/b?x=1');

test.each([
  ['c', 'https://files.example/a/c'],
  ['/c', 'https://files.example/c'],
  ['?y', 'https://files.example/a/b?y'],
  ['//other.example/c', 'https://other.example/c'],
  ['https://other.example:8443/c#part', 'https://other.example:8443/c'],
  ['https://name:word@other.example/', 'https://other.example/'],
  ['  /c\t', 'https://files.example/c'],
  ['/\xed\x95\x9c', 'https://files.example/%ED%95%9C'],
  ['/\xe9', 'https://files.example/%C3%A9'],
])('F1: %j leads to %s', (location, to) => {
  const result = judgeRedirect(from, location, 0);
  expect(result.ok ? result.value.href : result.failure).toBe(to);
});

test.each([
  'file:///etc/passwd',
  'data:,x',
  'ftp://other.example/',
  'javascript:1',
  'smb://host/x',
  'blob:x',
])('F6: %s is refused', (location) => {
  expect(judgeRedirect(from, location, 0)).toMatchObject({
    failure: { code: 'server-redirect-refused', facts: { why: 'scheme' } },
  });
});

test('F4: https to http is refused, http to https is not', () => {
  expect(judgeRedirect(from, 'http://files.example/', 0)).toMatchObject({
    failure: { code: 'server-redirect-refused', facts: { why: 'downgrade' } },
  });
  expect(judgeRedirect(new URL('http://files.example/'), 'https://files.example/', 0).ok).toBe(true);
});

test('F3: twenty hops are followed, not one more', () => {
  expect(judgeRedirect(from, '/c', redirectsMost - 1).ok).toBe(true);
  expect(judgeRedirect(from, '/c', redirectsMost)).toMatchObject({
    failure: { code: 'server-redirect-loop' },
  });
});

test('an address that is none is refused', () => {
  expect(judgeRedirect(from, 'https://[', 0)).toMatchObject({ failure: { facts: { why: 'malformed' } } });
});

test('wherever a redirect leads, it is http or https, no step down, and without credentials', () => {
  const locations = fc.oneof(
    fc.string(),
    fc.webUrl({ withFragments: true }),
    fc.stringMatching(/^[a-z]{2,5}:.*$/),
  );
  fc.assert(
    fc.property(locations, fc.constantFrom('https://a.example/', 'http://a.example/'), (location, start) => {
      const result = judgeRedirect(new URL(start), location, 0);
      if (!result.ok) return;
      const { protocol, username, password, hash } = result.value;
      expect(protocol === 'https:' || (protocol === 'http:' && start.startsWith('http:'))).toBe(true);
      expect([username, password, hash]).toEqual(['', '', '']);
    }),
    { numRuns: 500 },
  );
});
