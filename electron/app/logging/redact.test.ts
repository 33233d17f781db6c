import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactFacts, redactText } from './redact.ts';

test.each([
  ['GET https://u:p@a.example/x?sig=1&v=2 failed', 'GET https://***@a.example/x?sig=***&v=2 failed'],
  ['(see http://a.example/x?token=abc).', '(see http://a.example/x?token=***'],
  ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: ***'],
  ['proxy-authorization: Digest username="u", response="1"', 'proxy-authorization: ***'],
  ['Cookie: a=b; c=d\nnext line', 'Cookie: ***\nnext line'],
  ['Set-Cookie: sid=1; Path=/', 'Set-Cookie: ***'],
  ['{"password":"a\\"b","user":"u"}', '{"password":***,"user":"u"}'],
  ['password=secret, next', 'password=***, next'],
  ['access_token: abc.def', 'access_token: ***'],
  ['sent Bearer abcdef.123456', 'sent Bearer ***'],
  ['mongodb://root:pw@h:27017/db', 'mongodb://***@h:27017/db'],
  ['segment 3 took 12 ms', 'segment 3 took 12 ms'],
  ['the token bucket is empty', 'the token bucket is empty'],
])('%j is logged as %j', (text, shown) => expect(redactText(text)).toBe(shown));

test('a fact whose name means a secret is hidden whole, any other by its text', () => {
  expect(redactFacts({ password: 'x y', cookie: 'a', url: 'http://h/?k=v', size: 5, ok: true })).toEqual({
    password: '***',
    cookie: '***',
    url: 'http://h/?k=***',
    size: 5,
    ok: true,
  });
});

test('no secret in any known place is ever logged', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9]{3,20}$/).map((text) => `S3CRET${text}`);
  fc.assert(
    fc.property(secret, fc.string({ maxLength: 20 }), (text, noise) => {
      const clean = noise.replace(/["'\\<>`]/g, '');
      for (const line of [
        `https://u:${text}@h/x`,
        `https://h/x?q=${text}`,
        `Authorization: Bearer ${text}`,
        `Cookie: a=b; sid=${text}`,
        `password=${text}`,
        `"api_key": "${text}"`,
      ]) {
        expect(redactText(`${clean} ${line} ${clean}`)).not.toContain(text);
      }
    }),
  );
});

test('hostile text takes no more than linear time', () => {
  const started = performance.now();
  for (const piece of ['a', 'a://', 'password', 'token=', '"', 'token="\\', 'Cookie', ' ', 'basic ', '?']) {
    redactText(piece.repeat(100_000 / piece.length));
  }
  expect(performance.now() - started).toBeLessThan(3_000);
});
