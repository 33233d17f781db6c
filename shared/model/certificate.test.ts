import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certificateIn, parseFingerprint, serverName } from './certificate.ts';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const pairs = (given: Uint8Array): string[] => [...given].map((byte) => byte.toString(16).padStart(2, '0'));

describe('a fingerprint', () => {
  test('is understood in every usual notation, and has one form', () => {
    const separators = fc.constantFrom('', ':', ' ', '-');
    const leads = fc.constantFrom('', 'sha256:', 'SHA256=', 'sha256 Fingerprint=', 'SHA-256: ');
    fc.assert(
      fc.property(bytes, separators, leads, fc.boolean(), (given, separator, lead, upper) => {
        const text = pairs(given).join(separator);
        const canonical = pairs(given).join(':').toUpperCase();
        expect(parseFingerprint(` ${lead}${upper ? text.toUpperCase() : text}\n`)).toBe(canonical);
      }),
    );
  });

  test.each([
    '',
    'AA:BB',
    'zz'.repeat(32),
    'a'.repeat(63),
    'a'.repeat(65),
    'aa'.repeat(20),
    `${'aa'.repeat(32)} and more`,
  ])('is not %j', (text) => {
    expect(parseFingerprint(text)).toBeNull();
  });
});

describe('a certificate in the facts of a failure', () => {
  const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
  const facts = { fault: 'expired', host: 'a.example', port: 443, fingerprint, subject: 'CN=a' };

  test('is there when the facts say which, where and what is wrong', () => {
    expect(certificateIn(facts)).toMatchObject({ ...facts, issuer: '', names: '' });
  });

  test.each(['fault', 'port', 'fingerprint'])('is not there without %s', (name) => {
    expect(certificateIn({ ...facts, [name]: 'nonsense' })).toBeNull();
    expect(certificateIn(undefined)).toBeNull();
  });

  test('an IPv6 server is named with brackets', () => {
    expect([serverName({ host: '::1', port: 1 }), serverName({ host: 'a.example', port: 443 })]).toEqual([
      '[::1]:1',
      'a.example:443',
    ]);
  });
});
