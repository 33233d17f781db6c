import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { certificateIn, type CertificateFacts } from '../../shared/model/certificate.ts';
import { startNginx, type RealServer } from '../engine/testing/real-servers/real-servers.ts';
import { writeSeededFile } from '../engine/testing/range-server/seeded-body.ts';
import { CertificateAuthority, type IssuedCertificate } from '../engine/testing/tls/certificate-authority.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const other = Array.from({ length: 32 }, () => '0F').join(':');
let authority: CertificateAuthority;
let lone: IssuedCertificate;
let served: string;
let server: RealServer;
let harness: AppHarness;

beforeAll(async () => {
  authority = await CertificateAuthority.make();
  lone = await authority.issue({ selfSigned: true });
  served = await mkdtemp(join(tmpdir(), 'tributary-served-'));
  writeSeededFile(join(served, 'file.bin'), 1, 100_000);
  server = await startNginx(served, { tls: { keyPath: lone.keyPath, certPath: lone.chainPath } });
});
afterAll(async () => {
  await server.stop();
  await authority.close();
  await rm(served, { recursive: true, force: true });
});
beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

async function refused(window: TestWindow): Promise<{ id: string; certificate: CertificateFacts }> {
  const id = await window.add(`${server.url}/file.bin`, harness.folder);
  await window.reaches(id, 'interrupted');
  const { state } = window.view(id);
  const certificate = state.kind === 'interrupted' ? certificateIn(state.failure.facts) : null;
  if (certificate === null) throw new Error('no certificate in the failure');
  return { id, certificate };
}

const kept = () => join(harness.root, 'config', 'trusted-certificates.json');

test('G1: one that is trusted lets the download go on, is kept, listed, and can be forgotten', async () => {
  const window = await harness.window();
  const { call } = window.client;
  const { id, certificate } = await refused(window);
  expect(certificate).toMatchObject({
    fault: 'self-signed',
    host: '127.0.0.1',
    fingerprint: lone.fingerprint,
    names: 'localhost, 127.0.0.1',
  });
  expect(await call.trustCertificate({ id, fingerprint: lone.fingerprint })).toEqual({
    ok: true,
    value: null,
  });
  await window.reaches(id, 'completed');
  const { fingerprint, host, port } = certificate;
  const entry = { host, port, fingerprint, subject: certificate.subject };
  expect(await call.trustedCertificates()).toMatchObject({ ok: true, value: [entry] });
  expect((await stat(kept())).mode & 0o077).toBe(0);

  await harness.restart();
  const again = await harness.window();
  expect(await again.client.call.trustedCertificates()).toMatchObject({ ok: true, value: [entry] });
  const second = await again.add(`${server.url}/file.bin`, harness.folder);
  await again.reaches(second, 'completed');
  const forgotten = await again.client.call.forgetCertificate({ host, port, fingerprint });
  expect(forgotten).toEqual({ ok: true, value: [] });
  expect((await refused(again)).certificate.fingerprint).toBe(lone.fingerprint);
  expect(JSON.parse(await readFile(kept(), 'utf8'))).toEqual({ version: 1, certificates: [] });
});

test('G1: only the certificate that was shown can be trusted, for the download that was refused', async () => {
  const window = await harness.window();
  const { call } = window.client;
  const { id } = await refused(window);
  const notFound = { ok: false, failure: { code: 'not-found' } };
  expect(await call.trustCertificate({ id, fingerprint: other })).toEqual(notFound);
  expect(await call.trustCertificate({ id: 'another', fingerprint: lone.fingerprint })).toEqual(notFound);
  expect(await call.trustCertificate({ id, fingerprint: 'yes' })).toMatchObject({ ok: false });
  expect(await call.trustedCertificates()).toEqual({ ok: true, value: [] });
  expect(window.view(id).state.kind).toBe('interrupted');
});

test.each(['{"version":1,"certificates":[{"host":"127.0.0.1"}]}', 'nonsense', '{"version":2}'])(
  'G1: a damaged list trusts nothing and is moved aside: %s',
  async (text) => {
    const window = await harness.window();
    const { id } = await refused(window);
    await window.client.call.trustCertificate({ id, fingerprint: lone.fingerprint });
    await window.reaches(id, 'completed');
    await writeFile(kept(), text);
    await harness.restart();
    const again = await harness.window();
    expect(await again.client.call.trustedCertificates()).toEqual({ ok: true, value: [] });
    expect((await refused(again)).certificate.fault).toBe('self-signed');
  },
);
