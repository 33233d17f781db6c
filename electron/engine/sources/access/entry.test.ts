import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAuthHasher } from '../../adapters/auth-hasher.ts';
import { newCookieJar } from '../../adapters/cookie-jar.ts';
import { memoryCredentials } from '../../adapters/credentials/credential-store.ts';
import type { HttpReplyHead } from '../../ports/transport.ts';
import { Source } from '../source.ts';
import { Access } from './access.ts';
import { admission, entryTo } from './entry.ts';

const given = [
  ['Authorization', 'Bearer t'],
  ['Cookie', 'a=1'],
  ['X-Own', '1'],
] as const;

function makeAccess(): { access: Access; store: ReturnType<typeof memoryCredentials> } {
  const store = memoryCredentials();
  let ids = 0;
  const ports = {
    credentials: store,
    authHasher: createAuthHasher(),
    newCookieJar,
    newId: () => `id-${(ids += 1)}`,
  };
  return { access: new Access(ports), store };
}

function makeSource(address: string, headers: Source['headers'] = []): Source {
  const { access } = makeAccess();
  return new Source(access.takeFrom(new URL(address)), headers, 0, null, access);
}

function reply(status: number, ...headers: HttpReplyHead['headers']): HttpReplyHead {
  return { status, version: '1.1', headers, framing: { kind: 'length', length: 0 } };
}

const basic = ['www-authenticate', 'Basic realm="r"'] as const;
const digest = (more = ''): readonly [string, string] => [
  'www-authenticate',
  `Digest realm="r", nonce="n${more}", qop=auth${more}`,
];

test('F5: another scheme, host or port gets nothing that the user set; the own origin gets it again', () => {
  const source = makeSource('http://files.example:8080/a', given);
  const sent = (address: string): string[] => entryTo(source, new URL(address)).headers.map(([name]) => name);
  for (const address of ['http://files.example:8080/b?c', 'http://FILES.example:8080/']) {
    expect(sent(address).sort()).toEqual(['Authorization', 'Cookie', 'X-Own']);
  }
  for (const address of [
    'https://files.example:8080/a',
    'http://files.example/a',
    'http://files.example:8081/a',
    'http://www.files.example:8080/a',
    'http://example:8080/a',
  ]) {
    expect(sent(address)).toEqual([]);
  }
});

test('F5: whatever the addresses are, what was set crosses no origin', () => {
  const parts = fc.record({
    scheme: fc.constantFrom('http', 'https'),
    host: fc.constantFrom('a.example', 'b.example', '127.0.0.1', '[::1]'),
    port: fc.constantFrom('', ':80', ':443', ':8080'),
    path: fc.constantFrom('/', '/x?y'),
  });
  const addresses = parts.map(({ scheme, host, port, path }) => `${scheme}://${host}${port}${path}`);
  fc.assert(
    fc.property(addresses, addresses, (first, second) => {
      const source = makeSource(first.replace('://', '://ali:secret@'), given.slice(1));
      const { origin } = new URL(second);
      const own = origin === new URL(first).origin;
      const names = entryTo(source, new URL(second)).headers.map(([name]) => name);
      expect(names.includes('X-Own')).toBe(own);
      expect(names.includes('Cookie')).toBe(own);
      if (!own) expect(names).toEqual([]);
    }),
  );
});

test('G7: a password of the address is shown unasked only where nobody on the way can read it', () => {
  const shown = (address: string): string | undefined => {
    const source = makeSource(address);
    return entryTo(source, source.url).headers.find(([name]) => name === 'Authorization')?.[1];
  };
  const header = `Basic ${Buffer.from('ali:word').toString('base64')}`;
  expect(shown('https://ali:word@files.example/')).toBe(header);
  expect(shown('http://ali:word@127.0.0.1:8080/')).toBe(header);
  expect(shown('http://ali:word@localhost/')).toBe(header);
  expect(shown('http://ali:word@files.example/')).toBeUndefined();
});

test('G3: a password of the address answers Digest, and Basic is not shown any more', () => {
  const source = makeSource('http://ali:word@files.example/x');
  const { url } = source;
  expect(admission(source, url, entryTo(source, url), reply(401, basic, digest()))).toBe('again');
  const field = entryTo(source, url).headers.find(([name]) => name === 'Authorization')?.[1];
  expect(field).toMatch(/^Digest username="ali", .*\bnc=00000001\b/);
});

test('G3: a refused credential is not shown again, and why it stopped is told', () => {
  const source = makeSource('http://files.example/x');
  const { url } = source;
  source.access.give(url.origin, { user: 'ali', password: 'wrong' });
  expect(admission(source, url, entryTo(source, url), reply(401, basic))).toBe('again');
  const refused = admission(source, url, entryTo(source, url), reply(401, basic));
  expect(refused).toMatchObject({ facts: { why: 'refused', host: 'files.example', secure: false } });
  expect(entryTo(source, url).headers).toEqual([]);
  expect(admission(source, url, entryTo(source, url), reply(401, basic))).toMatchObject({
    facts: { why: 'refused' },
  });
});

test('G3: eight connections that hear at once of a stale nonce answer the newest', () => {
  const source = makeSource('https://files.example/x');
  const { url } = source;
  source.access.give(url.origin, { user: 'ali', password: 'word' });
  admission(source, url, entryTo(source, url), reply(401, digest()));
  const entries = Array.from({ length: 8 }, () => entryTo(source, url));
  for (const entry of entries) admission(source, url, entry, reply(206));
  const late = Array.from({ length: 8 }, () => entryTo(source, url));
  for (const [index, entry] of late.entries()) {
    expect(admission(source, url, entry, reply(401, digest(`, stale=true, x=${index}`)))).toBe('again');
  }
  const fields = Array.from({ length: 8 }, () => entryTo(source, url).headers[0]?.[1] ?? '');
  const counts = fields.map((field) => /nc=(\w+)/.exec(field)?.[1]);
  expect(new Set(counts).size).toBe(8);
  expect(counts[0]).toBe('00000001');
});

test('G3: a nonce that has run out says nothing against the password, however often', () => {
  const source = makeSource('https://files.example/x');
  const { url } = source;
  source.access.give(url.origin, { user: 'ali', password: 'word' });
  admission(source, url, entryTo(source, url), reply(401, digest()));
  for (let turn = 0; turn < 6; turn += 1) {
    const entry = entryTo(source, url);
    expect(entry.headers).toHaveLength(1);
    expect(admission(source, url, entry, reply(401, digest(`, stale=true, x=${turn}`)))).toBe('again');
  }
});

test('a password that was right is given up after three refusals in a row, and a success counts them anew', () => {
  const source = makeSource('https://files.example/x');
  const { url } = source;
  source.access.give(url.origin, { user: 'ali', password: 'word' });
  admission(source, url, entryTo(source, url), reply(401, digest()));
  const turn = (status: number): void => {
    const entry = entryTo(source, url);
    admission(source, url, entry, status === 401 ? reply(401, digest()) : reply(status));
  };
  turn(206);
  for (const status of [401, 401, 206, 401, 401]) turn(status);
  expect(entryTo(source, url).headers).toHaveLength(1);
  turn(401);
  expect(entryTo(source, url).headers).toEqual([]);
});

test('an Authorization that the user set is the answer, whatever is asked', () => {
  const source = makeSource('http://files.example/x', given.slice(0, 1));
  source.access.give(source.url.origin, { user: 'ali', password: 'word' });
  const entry = entryTo(source, source.url);
  expect(entry.headers).toEqual([given[0]]);
  expect(admission(source, source.url, entry, reply(401, basic))).toMatchObject({
    facts: { why: 'refused' },
  });
});

test('a 401 that asks for nothing, and a 403, are no business of a password', () => {
  const source = makeSource('http://ali:word@files.example/x');
  const { url } = source;
  expect(admission(source, url, entryTo(source, url), reply(401))).toBeNull();
  expect(admission(source, url, entryTo(source, url), reply(403))).toBeNull();
  expect(
    admission(source, url, entryTo(source, url), reply(401, ['www-authenticate', 'Negotiate'])),
  ).toMatchObject({ facts: { why: 'scheme' } });
});
