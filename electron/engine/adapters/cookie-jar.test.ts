import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GivenCookie } from '../../../shared/model/cookie.ts';
import { newCookieJar } from './cookie-jar.ts';

const given = (change: Partial<GivenCookie>): GivenCookie => ({
  domain: 'example.org',
  subdomains: true,
  path: '/',
  secure: false,
  httpOnly: false,
  expires: null,
  name: 'n',
  value: 'v',
  ...change,
});

test('G6: a given cookie goes to its host, and to those below where it says so', async () => {
  const jar = newCookieJar([
    given({}),
    given({ subdomains: false, domain: 'one.example.org', name: 'only' }),
  ]);
  await jar.ready();
  expect(jar.header(new URL('http://example.org/x'))).toBe('n=v');
  expect(jar.header(new URL('http://one.example.org/x'))?.split('; ').sort()).toEqual(['n=v', 'only=v']);
  expect(jar.header(new URL('http://two.one.example.org/'))).toBe('n=v');
  expect(jar.header(new URL('http://example.com/'))).toBeNull();
  expect(jar.header(new URL('http://notexample.org/'))).toBeNull();
});

test('G6: Secure, path, expiry and addresses are minded', async () => {
  const past = 1;
  const jar = newCookieJar([
    given({ secure: true, name: 'secure' }),
    given({ path: '/dl', name: 'path' }),
    given({ expires: past, name: 'past' }),
    given({ expires: Math.floor(Date.now() / 1_000) + 3_600, name: 'soon' }),
    given({ domain: '127.0.0.1', name: 'v4' }),
    given({ domain: '::1', name: 'v6' }),
    given({ domain: 'localhost', name: 'local' }),
    given({ domain: 'com', name: 'everyone' }),
  ]);
  await jar.ready();
  expect(jar.header(new URL('http://example.org/'))).toBe('soon=v');
  expect(jar.header(new URL('https://example.org/dl/x'))?.split('; ').sort()).toEqual([
    'path=v',
    'secure=v',
    'soon=v',
  ]);
  expect(jar.header(new URL('http://127.0.0.1:8080/'))).toBe('v4=v');
  expect(jar.header(new URL('http://[::1]:8080/'))).toBe('v6=v');
  expect(jar.header(new URL('http://localhost/'))).toBe('local=v');
  expect(jar.header(new URL('http://other.com/'))).toBeNull();
});

test('G6: a server sets cookies for itself and not for others', async () => {
  const jar = newCookieJar();
  jar.take(new URL('http://files.example.org/dl/x'), [
    'a=1; Path=/',
    'b=2; Domain=example.org; Path=/',
    'c=3; Domain=example.com; Path=/',
    'd=4; Domain=org; Path=/',
    'e=5; Secure; Path=/',
    '__Host-f=6; Path=/',
    'g=7; Max-Age=0; Path=/',
    'h=8',
    'nothing',
    '',
  ]);
  await jar.ready();
  expect(jar.header(new URL('http://files.example.org/dl/y'))?.split('; ').sort()).toEqual([
    'a=1',
    'b=2',
    'h=8',
  ]);
  expect(jar.header(new URL('http://www.example.org/'))).toBe('b=2');
  expect(jar.header(new URL('http://example.com/'))).toBeNull();
});

test('G6: a newer value takes the place of the old, and a past date takes it away', async () => {
  const jar = newCookieJar([given({ name: 'sid', value: 'old', subdomains: false })]);
  const url = new URL('http://example.org/');
  jar.take(url, ['sid=new']);
  await jar.ready();
  expect(jar.header(url)).toBe('sid=new');
  jar.take(url, ['sid=; Expires=Thu, 01 Jan 1970 00:00:00 GMT']);
  expect(jar.header(url)).toBeNull();
});

test('any Set-Cookie at all is survived, and what comes back fits into a header', async () => {
  const hosts = [
    'test',
    'local',
    'example',
    'invalid',
    'localhost',
    'com',
    'a.test',
    '[::1]',
    '1.2.3.4',
    'a.',
  ];
  const addresses = fc.oneof(fc.webUrl(), fc.constantFrom(...hosts.map((host) => `http://${host}/`)));
  const line = fc.oneof(fc.string({ unit: 'binary-ascii', maxLength: 60 }), fc.string({ maxLength: 40 }));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), addresses, async (lines, address) => {
      const jar = newCookieJar();
      const url = new URL(address);
      jar.take(url, lines);
      await jar.ready();
      expect(jar.header(url) ?? '').not.toMatch(/[\r\n\0]/);
    }),
  );
});

test('a flood of cookies ends', async () => {
  const jar = newCookieJar();
  const url = new URL('http://example.org/');
  for (let reply = 0; reply < 100; reply += 1) {
    jar.take(
      url,
      Array.from({ length: 200 }, (_, at) => `c${reply}-${at}=1`),
    );
  }
  jar.take(url, [`long=${'x'.repeat(100_000)}`]);
  await jar.ready();
  expect(jar.header(url)?.split('; ').length).toBeLessThanOrEqual(3_000);
});

test('nothing is loaded for a jar without cookies, and those that come at once are all kept', async () => {
  const url = new URL('http://example.org/');
  const jar = newCookieJar();
  jar.take(url, []);
  expect([jar.ready(), jar.header(url)]).toEqual([null, null]);
  jar.take(url, ['a=1']);
  const ready = jar.ready();
  jar.take(url, ['b=2']);
  await ready;
  expect([jar.ready(), jar.header(url)]).toEqual([null, 'a=1; b=2']);
});
