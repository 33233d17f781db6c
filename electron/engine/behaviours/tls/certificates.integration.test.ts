import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApache, startNginx, type RealServer } from '../../testing/real-servers/real-servers.ts';
import { readPemFile } from '../../adapters/http/tls/pem-file.ts';
import type { HttpTransportOptions } from '../../adapters/http/transport.ts';
import {
  CertificateAuthority,
  localNames,
  type CertificateWish,
  type IssuedCertificate,
} from '../../testing/tls/certificate-authority.ts';
import { everyNameIsHere, factsOf, TlsScene } from './tls-scene.ts';

const crews = [1, 8] as const;
let root: CertificateAuthority;
let scene: TlsScene;

beforeAll(async () => {
  root = await CertificateAuthority.make('Test root', 'rsa:2048');
});
afterAll(() => root.close());
beforeEach(async () => {
  scene = await TlsScene.open(root);
});
afterEach(() => scene.close());

/** In place of the scene that is open, one with these options. */
async function reopen(options: HttpTransportOptions): Promise<void> {
  await scene.close();
  scene = await TlsScene.open(root, options);
}

async function listIn(path: string): Promise<readonly string[]> {
  const read = await readPemFile(path, 'X509 CRL');
  if (!read.ok) throw new Error(read.failure);
  return read.value;
}

type Start = (keyPath: string, certPath: string) => Promise<RealServer>;
/** Old keys and signatures are loaded only when asked for. */
const weak = 'DEFAULT@SECLEVEL=0';
const servers: readonly (readonly [string, Start])[] = [
  [
    'nginx',
    (keyPath, certPath) =>
      startNginx(scene.served, { tls: { keyPath, certPath }, lines: [`ssl_ciphers ${weak};`] }),
  ],
  [
    'Apache httpd',
    (keyPath, certPath) =>
      startApache(scene.served, { tls: { keyPath, certPath, lines: [`SSLCipherSuite ${weak}`] } }),
  ],
];
const each = servers.flatMap(([name, start]) => crews.map((crew) => [name, crew, start] as const));

/** What a stranger would see: refused at once, named, nothing asked again, nothing left. */
async function refused(start: Start, certificate: IssuedCertificate, crew: number, chain = true) {
  const server = await start(certificate.keyPath, chain ? certificate.chainPath : certificate.certPath);
  const { relay, port } = await scene.before(server);
  const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, crew);
  expect(end).toMatchObject({ state: 'interrupted', code: 'network-certificate', files: [], requests: 1 });
  expect(relay.connections).toBe(1);
  expect(await server.log()).toEqual([]);
  const { fingerprint } = certificate;
  expect(factsOf(end)).toMatchObject({ host: 'localhost', port, fingerprint });
  return factsOf(end);
}

describe('G1: a certificate that does not hold is refused, named, and not asked for twice', () => {
  describe.each([
    ['expired', { from: -3, until: -1 }],
    ['not-yet-valid', { from: 1, until: 3 }],
    ['self-signed', { selfSigned: true }],
    ['wrong-host', { names: 'DNS:elsewhere.example,DNS:*.localhost' }],
    ['weak', { key: 'rsa:1024' }],
    ['weak', { digest: 'sha1' }],
    ['weak', { digest: 'md5' }],
  ] satisfies readonly (readonly [string, CertificateWish])[])('G1: %s %j', (fault, wish) => {
    test.each(each)('G1: %s, %i connections', async (_name, crew, start) => {
      expect((await refused(start, await root.issue(wish), crew))['fault']).toBe(fault);
    });
  });

  test.each(each)('G1: untrusted root, chain sent, %s, %i connections', async (_name, crew, start) => {
    const stranger = await (await scene.stranger()).below();
    scene.onClose(() => stranger.close());
    expect((await refused(start, await stranger.issue(), crew))['fault']).toBe('untrusted');
  });

  test.each(each)('G1: untrusted root, certificate alone, %s, %i connections', async (_name, crew, start) => {
    const stranger = await scene.stranger();
    expect((await refused(start, await stranger.issue(), crew))['fault']).toBe('incomplete');
  });

  test.each(each)(
    'G1: incomplete chain of a trusted root, %s, %i connections',
    async (_name, crew, start) => {
      const between = await root.below();
      scene.onClose(() => between.close());
      const certificate = await between.issue();
      expect((await refused(start, certificate, crew, false))['fault']).toBe('incomplete');
      // The same certificate with its chain is good.
      const { relay, port } = await scene.before(await start(certificate.keyPath, certificate.chainPath));
      const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, crew);
      expect(end.state).toBe('completed');
      if (crew > 1) expect(relay.connections).toBeGreaterThan(1);
    },
  );

  test.each(each)('G1: revoked, when a list is given, %s, %i connections', async (_name, crew, start) => {
    const certificate = await root.issue();
    const good = await root.issue();
    const authorities = [await root.authority()];
    await reopen({ authorities, revocations: await listIn(await root.revocationList(certificate)) });
    expect((await refused(start, certificate, crew))['fault']).toBe('revoked');
    const { port } = await scene.before(await start(good.keyPath, good.chainPath));
    expect((await scene.fetch(`https://localhost:${String(port)}/file.bin`, crew)).state).toBe('completed');
  });

  test.each(each)(
    'G1: covered by no list, when lists are given, %s, %i connections',
    async (_name, crew, start) => {
      const stranger = await CertificateAuthority.make('Another root');
      try {
        const authorities = [await root.authority()];
        await reopen({ authorities, revocations: await listIn(await stranger.revocationList()) });
        expect((await refused(start, await root.issue(), crew))['fault']).toBe('revocation-unknown');
      } finally {
        await stranger.close();
      }
    },
  );
});

describe('G1: good certificates of other shapes', () => {
  test.each(crews)('G1: an address in the certificate, %i connections', async (crew) => {
    const { keyPath, chainPath } = await root.issue({ names: 'IP:127.0.0.1' });
    const { port } = await scene.before(
      await startNginx(scene.served, { tls: { keyPath, certPath: chainPath } }),
    );
    expect((await scene.fetch(`https://127.0.0.1:${String(port)}/file.bin`, crew)).state).toBe('completed');
    const named = await scene.fetch(`https://localhost:${String(port)}/file.bin`, crew);
    expect([named.code, factsOf(named)['fault']]).toEqual(['network-certificate', 'wrong-host']);
  });

  test.each(crews)('G1: an address is no name, %i connections', async (crew) => {
    const { keyPath, chainPath } = await root.issue({ names: 'DNS:127.0.0.1,DNS:localhost' });
    const { port } = await scene.before(
      await startNginx(scene.served, { tls: { keyPath, certPath: chainPath } }),
    );
    const end = await scene.fetch(`https://127.0.0.1:${String(port)}/file.bin`, crew);
    expect([end.code, factsOf(end)['fault']]).toEqual(['network-certificate', 'wrong-host']);
  });

  test.each([
    ['a.example.com', true],
    ['A.EXAMPLE.com', true],
    ['example.com', false],
    ['b.a.example.com', false],
  ])('G1: the wildcard *.example.com and %s: %s', async (host, good) => {
    const { keyPath, chainPath } = await root.issue({ names: 'DNS:*.example.com' });
    await reopen({ lookup: everyNameIsHere });
    const { port } = await scene.before(
      await startNginx(scene.served, { tls: { keyPath, certPath: chainPath } }),
    );
    const end = await scene.fetch(`https://${host}:${String(port)}/file.bin`, 8);
    expect([end.state, end.code]).toEqual(
      good ? ['completed', null] : ['interrupted', 'network-certificate'],
    );
  });

  test('G1: several hosts behind one address are told apart by SNI', async () => {
    const names = ['one.example', 'two.example'];
    const [first, second] = await Promise.all(names.map((name) => root.issue({ names: `DNS:${name}` })));
    if (first === undefined || second === undefined) throw new Error('no certificates');
    await reopen({ lookup: everyNameIsHere });
    const hosts = [{ name: 'two.example', keyPath: second.keyPath, certPath: second.chainPath }];
    const tls = { keyPath: first.keyPath, certPath: first.chainPath, hosts };
    const { port } = await scene.before(await startNginx(scene.served, { tls }));
    for (const name of names) {
      const end = await scene.fetch(`https://${name}:${String(port)}/file.bin`, 8, { name: `${name}.bin` });
      expect(end.state).toBe('completed');
    }
    const other = await scene.fetch(`https://three.example:${String(port)}/file.bin`, 8);
    expect(factsOf(other)).toMatchObject({ fault: 'wrong-host', names: 'one.example' });
  });

  test.each(crews)('G1: a name in the subject alone does not count, %i connections', async (crew) => {
    const { keyPath, chainPath } = await root.issue({
      names: `${localNames.replace('localhost', 'x.example')}`,
    });
    const { port } = await scene.before(
      await startNginx(scene.served, { tls: { keyPath, certPath: chainPath } }),
    );
    const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, crew);
    expect(factsOf(end)['fault']).toBe('wrong-host');
  });
});
