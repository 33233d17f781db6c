import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startNginx, type RealServer } from '../engine/testing/real-servers/real-servers.ts';
import { writeSeededFile } from '../engine/testing/range-server/seeded-body.ts';
import { CertificateAuthority, type IssuedCertificate } from '../engine/testing/tls/certificate-authority.ts';
import { GetPlace, type GetEnd, type GetRunOptions } from './testing/get-process.ts';

const size = 300_000;
let root: CertificateAuthority;
let good: IssuedCertificate;
let lone: IssuedCertificate;
let served: string;
let place: GetPlace;
let servers: RealServer[] = [];

beforeAll(async () => {
  root = await CertificateAuthority.make();
  good = await root.issue();
  lone = await root.issue({ selfSigned: true });
  served = await mkdtemp(join(tmpdir(), 'tributary-served-'));
  writeSeededFile(join(served, 'file.bin'), 1, size);
});
afterAll(async () => {
  await root.close();
  await rm(served, { recursive: true, force: true });
});
beforeEach(async () => {
  place = await GetPlace.open();
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
  await place.remove();
});

async function nginx(
  certificate: IssuedCertificate | null,
  lines: readonly string[] = [],
): Promise<RealServer> {
  const tls = certificate && { keyPath: certificate.keyPath, certPath: certificate.chainPath };
  const server = await startNginx(served, { lines, ...(tls && { tls }) });
  servers.push(server);
  return server;
}

const named = (server: RealServer): string => `${server.url.replace('127.0.0.1', 'localhost')}/file.bin`;

async function completes(args: readonly string[], options: GetRunOptions = {}): Promise<void> {
  const end = await place.run([...args, '-q'], options);
  expect([end.status, end.sentences]).toEqual([0, []]);
  expect(await place.files()).toEqual(['file.bin']);
}

async function isRefused(args: readonly string[], status = 6, options: GetRunOptions = {}): Promise<GetEnd> {
  const end = await place.run([...args, '-q'], options);
  expect(end.status).toBe(status);
  expect(end.sentences).toHaveLength(1);
  expect(await place.files()).toEqual([]);
  return end;
}

test('G1: the sentence names the fault and offers this one certificate at this server', async () => {
  const server = await nginx(lone);
  const end = await isRefused([named(server)]);
  const { port } = new URL(server.url);
  expect(end.sentences[0]).toContain('(self-signed)');
  expect(end.sentences[0]).toContain(`--trust-certificate localhost:${port}=${lone.fingerprint}.`);
  await completes([named(server), '--trust-certificate', `localhost:${port}=${lone.fingerprint}`]);
});

describe('G1: --trust-certificate', () => {
  const asOpenssl = (): string => `sha256 Fingerprint=${lone.fingerprint}`;
  const bare = (): string => lone.fingerprint.replaceAll(':', '').toLowerCase();

  test.each([
    ['as openssl prints it', asOpenssl],
    ['as bare digits', bare],
  ])('G1: a fingerprint %s holds for the servers of the addresses given', async (_how, text) => {
    await completes([named(await nginx(lone)), '--trust-certificate', text()]);
  });

  test.each([
    ['another certificate', (port: string) => `localhost:${port}=${good.fingerprint}`],
    ['another certificate at the servers given', () => good.fingerprint],
    ['another host', (port: string) => `127.0.0.1:${port}=${lone.fingerprint}`],
    ['another port', (port: string) => `localhost:${String(Number(port) - 1)}=${lone.fingerprint}`],
    ['another port, as none is named', () => `localhost=${lone.fingerprint}`],
  ])('G1: of %s trusts nothing else', async (_what, text) => {
    const server = await nginx(lone);
    await isRefused([named(server), '--trust-certificate', text(new URL(server.url).port)]);
  });

  test('G1: no switch and no variable trusts everything', async () => {
    const server = await nginx(lone);
    for (const option of ['--insecure', '-k', '--no-check-certificate', '--check-certificate=false']) {
      await isRefused([named(server), option], 28);
    }
    // Node warns of this variable by itself, on lines of its own.
    const lax = await place.run([named(server), '-q'], { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
    expect([lax.status, await place.files()]).toEqual([6, []]);
    await isRefused([named(await nginx(good, old))], 6, { env: { NODE_OPTIONS: '--tls-min-v1.0' } });
  });

  test('G1: a revoked certificate is trusted by nobody, and nothing is offered', async () => {
    const revoked = await root.issue();
    const list = await root.revocationList(revoked);
    const server = await nginx(revoked);
    const trust = ['--ca-certificate', root.authorityPath, '--trust-certificate', revoked.fingerprint];
    const end = await isRefused([named(server), '--crl', list, ...trust]);
    expect(end.sentences[0]).toMatch(/\(revoked by its issuer\).*[^=]\.$/);
    expect(end.sentences[0]).not.toContain('--trust');
    // Without a list nobody is asked: that is what the documentation says.
    await completes([named(server), '--ca-certificate', root.authorityPath]);
  });
});

const old = ['ssl_protocols TLSv1;', 'ssl_ciphers ALL:@SECLEVEL=0;'];

describe('G1: authorities', () => {
  test.each([1, 8])('G1: --ca-certificate, %i connections', async (connections) => {
    const args = ['--ca-certificate', root.authorityPath, '-x', String(connections)];
    await completes([named(await nginx(good)), ...args]);
  });

  test('G1: --ca-certificate of another authority', async () => {
    await isRefused([named(await nginx(good)), '--ca-certificate', lone.certPath]);
  });

  test.each(['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'])('G1: %s is honoured', async (name) => {
    await completes([named(await nginx(good))], { env: { [name]: root.authorityPath } });
  });

  test.each([
    ['--ca-certificate', 'missing.pem', /^--ca-certificate .*\.$/],
    ['--crl', 'missing.pem', /^--crl .*\.$/],
    ['--ca-certificate', 'no.pem', /without a certificate/],
    ['--crl', 'no.pem', /without a revocation list/],
    ['--ca-certificate', '', /need the name of a file/],
    ['--trust-certificate', 'AA:BB', /64 hexadecimal digits/],
    ['--trust-certificate', 'yes', /64 hexadecimal digits/],
  ])('G1: %s %j is a bad option', async (option, value, sentence) => {
    await writeFile(join(place.root, 'no.pem'), '-----BEGIN NOTHING-----\n');
    const path = value.endsWith('.pem') ? join(place.root, value) : value;
    const end = await isRefused(['https://localhost:1/file.bin', option, path], 28);
    expect(end.sentences[0]).toMatch(sentence);
  });
});

describe('F4: between https and http', () => {
  const leading = (to: string): string[] => [`location /start { return 302 ${to}; }`];

  test.each([1, 8])('F4: down is refused with its own sentence, %i connections', async (connections) => {
    const plain = await nginx(null);
    const server = await nginx(good, leading(`${plain.url}/file.bin`));
    const args = ['--ca-certificate', root.authorityPath, '-x', String(connections)];
    const secret = ['-H', 'Authorization: Bearer key', '-H', 'Cookie: id=1'];
    const end = await isRefused([`${server.url}/start`, ...args, ...secret], 22);
    expect(end.sentences[0]).toMatch(/leads from https to http/);
    expect(await plain.log()).toEqual([]);
  });

  test.each([1, 8])('F4: up is fine, %i connections', async (connections) => {
    const safe = await nginx(good);
    const plain = await nginx(null, leading(`${safe.url}/file.bin`));
    const start = `${plain.url}/start`;
    await completes([start, '--ca-certificate', root.authorityPath, '-x', String(connections)]);
  });
});
