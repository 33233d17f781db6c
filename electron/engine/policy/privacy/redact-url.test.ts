import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactUrl } from './redact-url.ts';

test.each([
  ['https://a.example/x.iso', 'https://a.example/x.iso'],
  ['https://user:pass@a.example/x', 'https://***@a.example/x'],
  ['https://user:p@ss:w@a.example/x', 'https://***@a.example/x'],
  ['//user:pass@a.example/x', '//***@a.example/x'],
  [
    'https://a.example/x?X-Amz-Signature=abc&X-Amz-Date=1',
    'https://a.example/x?X-Amz-Signature=***&X-Amz-Date=***',
  ],
  ['https://a.example/x?sig=a&Expires=1&token=', 'https://a.example/x?sig=***&Expires=***&token='],
  ['https://a.example/x?version=1.2&lang=ko', 'https://a.example/x?version=1.2&lang=ko'],
  ['https://a.example/x?v=1;token=secret', 'https://a.example/x?v=***'],
  ['https://a.example/x?c2VjcmV0', 'https://a.example/x?***'],
  ['https://a.example/x?download', 'https://a.example/x?download'],
  ['https://a.example/x;jsessionid=abc?a=b#token=c', 'https://a.example/x;jsessionid=***?a=***#***'],
  ['https://a.example/@scope/x', 'https://a.example/@scope/x'],
  ['not a url?key=secret', 'not a url?key=***'],
  ['', ''],
])('G7: %s is shown as %s', (url, shown) => expect(redactUrl(url)).toBe(shown));

test('G7: a secret in user, password, query value or fragment never shows, and hiding twice changes nothing', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9]{3,20}$/).map((text) => `S3CRET${text}`);
  fc.assert(
    fc.property(secret, fc.stringMatching(/^x[a-z]{1,8}$/), (text, key) => {
      for (const url of [
        `https://${text}@h/x`,
        `https://u:${text}@h/x`,
        `https://h/x?${key}=${text}`,
        `https://h/x?a=b&${key}=${text}#z`,
        `https://h/x?${text}`,
        `https://h/x#${text}`,
        `https://h/x;${key}=${text}`,
      ]) {
        const shown = redactUrl(url);
        expect(shown).not.toContain(text);
        expect(redactUrl(shown)).toBe(shown);
      }
    }),
  );
});
