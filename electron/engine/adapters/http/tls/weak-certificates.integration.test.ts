import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CertificateAuthority, type CertificateWish } from '../../../testing/tls/certificate-authority.ts';
import { certificateFault, isWeak } from './certificate-fault.ts';

let authority: CertificateAuthority;
beforeAll(async () => {
  authority = await CertificateAuthority.make('Test root', 'rsa:2048');
});
afterAll(() => authority.close());

test.each([
  [true, { key: 'rsa:1024' }],
  [true, { digest: 'sha1' }],
  [true, { digest: 'md5' }],
  [false, { key: 'rsa:2048', digest: 'sha256' }],
  [false, { key: 'ec', digest: 'sha512' }],
  // A signature by itself proves nothing, so it need not be strong: what it is, is said elsewhere.
  [false, { selfSigned: true, digest: 'sha1' }],
] satisfies readonly (readonly [boolean, CertificateWish])[])('G1: weak is %s for %j', async (weak, wish) => {
  const { certPath } = await authority.issue(wish);
  const certificate = new X509Certificate(await readFile(certPath));
  expect(isWeak(certificate)).toBe(weak);
  expect(certificateFault('UNSPECIFIED', [certificate])).toBe(weak ? 'weak' : 'other');
});
