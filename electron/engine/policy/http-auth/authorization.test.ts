import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseChallenge, type Answerable, type AuthHash } from './answerable.ts';
import { AuthSession } from './auth-session.ts';
import { basicAuthorization } from './basic-authorization.ts';
import { parseChallenges } from './challenge.ts';
import { digestAuthorization } from './digest-authorization.ts';

const names = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' } as const;
const hash: AuthHash = (algorithm, bytes) =>
  createHash(names[algorithm]).update(bytes, 'latin1').digest('hex');

function digest(field: string): Extract<Answerable, { kind: 'digest' }> {
  const chosen = chooseChallenge(parseChallenges(field));
  if (chosen?.kind !== 'digest') throw new Error('It is no Digest challenge.');
  return chosen;
}

/** The parameters of an Authorization header are written like those of a challenge. */
function fieldsOf(header: string | null): Record<string, string> {
  return Object.fromEntries(parseChallenges(header ?? '')[0]?.parameters ?? []);
}

const get = { method: 'GET', target: '/dir/index.html' };
const mufasa = { user: 'Mufasa', password: 'Circle of Life' };
const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
const room = `realm="http-auth@example.org", qop="auth, auth-int", nonce="${nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

test('G3: Basic is written as RFC 7617 has it', () => {
  expect(basicAuthorization({ user: 'Aladdin', password: 'open sesame' })).toBe(
    'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  );
  expect(basicAuthorization({ user: 'test', password: '123£' })).toBe('Basic dGVzdDoxMjPCow==');
  expect(basicAuthorization({ user: 'a:b', password: '' })).toBeNull();
});

test('G3: Digest with MD5 and with SHA-256 as RFC 7616 section 3.9.1 has them', () => {
  const answer = (algorithm: string): Record<string, string> =>
    fieldsOf(
      digestAuthorization(
        digest(`Digest ${room}, algorithm=${algorithm}`),
        mufasa,
        get,
        { count: 1, cnonce },
        hash,
      ),
    );
  expect(answer('MD5')).toEqual({
    username: 'Mufasa',
    realm: 'http-auth@example.org',
    nonce,
    uri: '/dir/index.html',
    response: '8ca523f5e9506fed4657c9700eebdbec',
    algorithm: 'MD5',
    opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
    qop: 'auth',
    nc: '00000001',
    cnonce,
  });
  expect(answer('SHA-256')['response']).toBe(
    '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  );
});

test('G3: without qop the answer is that of RFC 2069', () => {
  const challenge = digest('Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"');
  const fields = fieldsOf(digestAuthorization(challenge, mufasa, get, { count: 1, cnonce }, hash));
  const a1 = hash('MD5', 'Mufasa:testrealm@host.com:Circle of Life');
  const a2 = hash('MD5', 'GET:/dir/index.html');
  expect(fields['response']).toBe(hash('MD5', `${a1}:dcd98b7102dd2f0e8b11d0f600bfb0c093:${a2}`));
  expect(Object.keys(fields)).toEqual(['username', 'realm', 'nonce', 'uri', 'response']);
});

test('G3: userhash hides the name, and the -sess secret holds both nonces', () => {
  const challenge = digest(
    'Digest realm="r", nonce="n", qop=auth, userhash=true, algorithm=SHA-512-256-sess, charset=UTF-8',
  );
  const who = { user: 'Jäsøn Doe', password: 'Secret, or not?' };
  const fields = fieldsOf(digestAuthorization(challenge, who, get, { count: 17, cnonce: 'c' }, hash));
  const bytes = (text: string): string => Buffer.from(text).toString('latin1');
  const h = (text: string): string => hash('SHA-512-256', text);
  expect(fields['username']).toBe(h(`${bytes('Jäsøn Doe')}:r`));
  expect(fields['userhash']).toBe('true');
  expect(fields['algorithm']).toBe('SHA-512-256-sess');
  const a1 = h(`${h(`${bytes('Jäsøn Doe')}:r:Secret, or not?`)}:n:c`);
  expect(fields['response']).toBe(h(`${a1}:n:00000011:c:auth:${h('GET:/dir/index.html')}`));
});

test('G3: a name beyond ASCII goes as username* where UTF-8 is read, else by its bytes', () => {
  const who = { user: 'Jäsøn "D"', password: 'x' };
  const header = (more: string): string =>
    digestAuthorization(
      digest(`Digest realm="r", nonce="n", qop=auth${more}`),
      who,
      get,
      { count: 1, cnonce: 'c' },
      hash,
    );
  expect(header(', charset="UTF-8"')).toContain(`username*=UTF-8''J%C3%A4s%C3%B8n%20%22D%22, `);
  expect(header('')).toContain('username="J\u00c3\u00a4s\u00c3\u00b8n \\"D\\"", ');
});

test('G3: the strongest Digest is chosen, then Basic; what cannot be answered is not', () => {
  const choose = (field: string): string | undefined => {
    const chosen = chooseChallenge(parseChallenges(field));
    return chosen?.kind === 'digest' ? chosen.algorithm : chosen?.kind;
  };
  const md5 = 'Digest realm="r", nonce="n", qop="auth"';
  expect(choose(`Basic realm="r", ${md5}`)).toBe('MD5');
  expect(choose(`${md5}, ${md5}, algorithm=SHA-256, Basic realm=r`)).toBe('SHA-256');
  expect(choose(`${md5}, algorithm=sha-256-SESS`)).toBe('SHA-256');
  expect(choose('Digest realm="r", nonce="n", qop="auth-int"')).toBe('MD5');
  expect(choose('Digest realm="r", nonce="n", algorithm=SHA3, Basic realm="r"')).toBe('basic');
  expect(choose('Digest realm="r", nonce="n", qop="auth-conf"')).toBeUndefined();
  expect(choose('Digest realm="r"')).toBeUndefined();
  expect(choose('Negotiate, NTLM, Bearer realm="r"')).toBeUndefined();
});

test('G3: a session counts the uses of its nonce and keeps its cnonce', () => {
  const session = new AuthSession(digest(`Digest ${room}`), mufasa, cnonce, hash);
  const counts = Array.from({ length: 17 }, () => fieldsOf(session.authorization(get)));
  expect(counts.map((fields) => fields['nc']).slice(0, 3)).toEqual(['00000001', '00000002', '00000003']);
  expect(counts.at(-1)?.['nc']).toBe('00000011');
  expect(new Set(counts.map((fields) => fields['cnonce']))).toEqual(new Set([cnonce]));
  expect(new Set(counts.map((fields) => fields['response'])).size).toBe(17);
});

test('no user, password, realm or nonce can end its quoted string', () => {
  const text = fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,20}$/);
  fc.assert(
    fc.property(text, text, text, text, (user, password, realm, value) => {
      const challenge = { ...digest('Digest nonce=n, qop=auth'), realm, nonce: value };
      const header = digestAuthorization(challenge, { user, password }, get, { count: 1, cnonce: 'c' }, hash);
      const fields = fieldsOf(header);
      expect(fields['username']).toBe(Buffer.from(user).toString('latin1'));
      expect([fields['realm'], fields['nonce'], fields['nc']]).toEqual([realm, value, '00000001']);
    }),
  );
});

test('Basic is decoded to what was given, whatever its signs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (user, password) => {
      fc.pre(!user.includes(':'));
      const text = Buffer.from(basicAuthorization({ user, password })?.slice(6) ?? '', 'base64').toString();
      expect(text).toBe(`${user}:${password}`.toWellFormed());
    }),
  );
});
