import { once } from 'node:events';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { AddressInfo, Server, Socket } from 'node:net';
import { readFile } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApache, startNginx } from '../../testing/real-servers/real-servers.ts';
import { CertificateAuthority, type IssuedCertificate } from '../../testing/tls/certificate-authority.ts';
import { seededBytes } from '../../testing/range-server/seeded-body.ts';
import { body, factsOf, size, TlsScene } from './tls-scene.ts';

const crews = [1, 8] as const;
let root: CertificateAuthority;
let certificate: IssuedCertificate;
let scene: TlsScene;

beforeAll(async () => {
  root = await CertificateAuthority.make('Test root', 'rsa:2048');
  certificate = await root.issue({ key: 'rsa:2048' });
});
afterAll(() => root.close());
beforeEach(async () => {
  scene = await TlsScene.open(root);
});
afterEach(() => scene.close());

function nginx(...lines: readonly string[]) {
  const { chainPath: certPath, keyPath } = certificate;
  return startNginx(scene.served, { tls: { keyPath, certPath }, lines });
}

function apache(...lines: readonly string[]) {
  const { chainPath: certPath, keyPath } = certificate;
  return startApache(scene.served, { tls: { keyPath, certPath, lines } });
}

async function credentials() {
  const [key, cert] = await Promise.all([readFile(certificate.keyPath), readFile(certificate.chainPath)]);
  return { key, cert };
}

const weak = 'ALL:eNULL:aNULL:@SECLEVEL=0';

describe('G1: a handshake that cannot be is refused once, with its reason', () => {
  test.each([
    ['old-version', 'TLS 1.0 only', () => nginx('ssl_protocols TLSv1;', `ssl_ciphers ${weak};`)],
    ['old-version', 'TLS 1.1 only', () => nginx('ssl_protocols TLSv1.1;', `ssl_ciphers ${weak};`)],
    ['old-version', 'TLS 1.1 only', () => apache('SSLProtocol TLSv1.1', `SSLCipherSuite ${weak}`)],
    [
      'refused',
      'no encryption at all',
      () => nginx('ssl_protocols TLSv1.2;', 'ssl_ciphers eNULL:@SECLEVEL=0;'),
    ],
    [
      'refused',
      'nobody is who he is',
      () => nginx('ssl_protocols TLSv1.2;', 'ssl_ciphers aNULL:@SECLEVEL=0;'),
    ],
    ['unknown-host', 'no host of this name', () => nginx('ssl_reject_handshake on;')],
    ['not-tls', 'plain HTTP at the port', () => startNginx(scene.served)],
    ['not-tls', 'plain HTTP at the port', () => startApache(scene.served)],
  ])('G1: %s: %s', async (fault, _what, start) => {
    const { relay, port } = await scene.before(await start());
    const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, 8);
    expect(end).toMatchObject({ state: 'interrupted', code: 'network-tls', files: [] });
    expect([factsOf(end)['fault'], relay.connections]).toEqual([fault, 1]);
  });

  test.each([
    ['nginx', () => nginx(`ssl_client_certificate ${root.authorityPath};`, 'ssl_verify_client on;')],
    [
      'Apache, TLS 1.3',
      () => apache(`SSLCACertificateFile ${root.authorityPath}`, 'SSLVerifyClient require'),
    ],
  ])('G1: a client certificate is demanded by %s: it is said so', async (_name, start) => {
    const { relay, port } = await scene.before(await start());
    const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, 8);
    expect(end).toMatchObject({ state: 'interrupted', code: 'network-tls', files: [] });
    expect([factsOf(end)['fault'], relay.connections]).toEqual(['client-certificate', 1]);
  });

  test('G1: a client certificate that is only asked for is none of our business', async () => {
    const { port } = await scene.before(
      await nginx(`ssl_client_certificate ${root.authorityPath};`, 'ssl_verify_client optional;'),
    );
    const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, 8);
    expect(end.state).toBe('completed');
  });

  test.each(crews)('G1: http:// at a port of nginx that speaks TLS, %i connections', async (crew) => {
    const { relay, port } = await scene.before(await nginx());
    const end = await scene.fetch(`http://localhost:${String(port)}/file.bin`, crew);
    expect(end).toMatchObject({ state: 'interrupted', code: 'server-bad-status', files: [] });
    expect(relay.connections).toBe(1);
  });

  test('G1: http:// at a port that answers with a TLS alert: it is said so', async () => {
    const server = createTlsServer(await credentials());
    server.on('tlsClientError', () => undefined);
    const port = await listening(server);
    const end = await scene.fetch(`http://localhost:${String(port)}/file.bin`, 8);
    expect(end).toMatchObject({ state: 'interrupted', files: [] });
    expect(['server-protocol', 'network-reset']).toContain(end.code);
  });
});

describe('C3: the end of a body over TLS', () => {
  test.each(crews)('C3: cut in the middle on its way, it is asked for again and whole, %i', async (crew) => {
    const { relay, port } = await scene.before(await nginx());
    relay.cutAfter = 1_500_000;
    const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, crew);
    expect(end.state).toBe('completed');
    expect(relay.connections).toBeGreaterThan(1);
  });

  test.each(crews)('C3: until the close, without close_notify, it is never whole, %i', async (crew) => {
    const server = createTlsServer(await credentials(), (peer) => {
      peer.on('error', () => undefined);
      peer.once('data', () => {
        peer.write('HTTP/1.0 200 OK\r\n\r\nhalf of a file', () => peer.destroy());
      });
    });
    const port = await listening(server);
    const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, crew);
    expect(end).toMatchObject({ state: 'interrupted', code: 'server-incomplete' });
    expect(end.files).not.toContain('file.bin');
  });
});

test.each(crews)(
  'C3: until the close, by close_notify, it is whole, of unknown length, %i connections',
  async (crew) => {
    const content = seededBytes(body.seed, 0, size);
    const server = createTlsServer(await credentials(), (peer) => {
      peer.on('error', () => undefined);
      peer.once('data', () => {
        peer.write('HTTP/1.0 200 OK\r\n\r\n');
        peer.end(content);
      });
    });
    const end = await scene.fetch(`https://localhost:${String(await listening(server))}/file.bin`, crew);
    expect([end.state, end.name, end.requests]).toEqual(['completed', 'file.bin', 1]);
  },
);

describe('D6: HTTP/2 servers', () => {
  test.each(crews)('D6: nginx with http2 on is spoken to in HTTP/1.1, %i connections', async (crew) => {
    const { chainPath: certPath, keyPath } = certificate;
    const server = await startNginx(scene.served, { tls: { keyPath, certPath, http2: true } });
    const { port } = await scene.before(server);
    const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, crew);
    expect(end.state).toBe('completed');
    expect((await server.logOf(end.requests)).every(({ status }) => status === 206)).toBe(true);
  });

  async function http2Only(): Promise<Http2SecureServer> {
    const server = createSecureServer({ allowHTTP1: false, ...(await credentials()) });
    server.on('stream', (stream) => stream.close());
    server.on('sessionError', () => undefined);
    server.on('tlsClientError', () => undefined);
    return server;
  }

  test.each(crews)(
    'D6: a server of HTTP/2 alone is refused by its ALPN, once, %i connections',
    async (crew) => {
      const server = await http2Only();
      const { relay, port } = await scene.before({
        ...noServer,
        url: `https://localhost:${String(await listening(server))}`,
      });
      const end = await scene.fetch(`https://localhost:${String(port)}/file.bin`, crew);
      expect(end).toMatchObject({ state: 'interrupted', code: 'network-tls', files: [] });
      expect([factsOf(end)['fault'], relay.connections]).toEqual(['http2-only', 1]);
    },
  );

  test.each([
    ['SETTINGS, GOAWAY', '00000004000000000000000807000000000000000000000000'],
    ['GOAWAY alone', '0000080700000000000000000000000000'],
    ['RST_STREAM', '00000403000000000100000007'],
  ])('D6: HTTP/2 frames in place of an answer (%s): named, in bounded time', async (_name, frames) => {
    const server = createTlsServer(await credentials(), (peer) => {
      peer.on('error', () => undefined);
      peer.once('data', () => peer.end(Buffer.from(frames, 'hex')));
    });
    const end = await scene.fetch(`https://localhost:${String(await listening(server))}/file.bin`, 8);
    expect(end).toMatchObject({ state: 'interrupted', code: 'server-protocol', files: [] });
    expect(factsOf(end)['fault']).toBe('http2');
  });

  test('D6: HTTP/2 frames before the request: named the same way', async () => {
    const server = createTlsServer(await credentials(), (peer) => {
      peer.on('error', () => undefined);
      peer.write(Buffer.from('000000040000000000', 'hex'));
    });
    const end = await scene.fetch(`https://localhost:${String(await listening(server))}/file.bin`, 8);
    expect(end).toMatchObject({ state: 'interrupted', code: 'server-protocol', files: [] });
    expect(factsOf(end)['fault']).toBe('http2');
  });
});

const noServer = {
  pid: 0,
  log: () => Promise.resolve([]),
  logOf: () => Promise.resolve([]),
  stop: () => Promise.resolve(),
};

/** Listens on a free port of loopback; with the scene it ends, and every connection to it. */
async function listening(server: Server): Promise<number> {
  const peers = new Set<Socket>();
  server.on('connection', (peer: Socket) => {
    peers.add(peer);
    peer.once('close', () => peers.delete(peer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  scene.onClose(async () => {
    const end = once(server, 'close');
    server.close();
    for (const peer of peers) peer.destroy();
    await end;
  });
  return (server.address() as AddressInfo).port;
}
