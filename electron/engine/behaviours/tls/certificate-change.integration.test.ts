import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startNginx, type RealServer } from '../../testing/real-servers/real-servers.ts';
import { CertificateAuthority, type IssuedCertificate } from '../../testing/tls/certificate-authority.ts';
import type { Relay } from '../../testing/tls/relay.ts';
import { body, factsOf, TlsScene } from './tls-scene.ts';

const crews = [1, 8] as const;
const mebibyte = 1 << 20;
let root: CertificateAuthority;
let good: IssuedCertificate;
let expired: IssuedCertificate;
let scene: TlsScene;

beforeAll(async () => {
  root = await CertificateAuthority.make();
  good = await root.issue();
  expired = await root.issue({ from: -3, until: -1 });
});
afterAll(() => root.close());
beforeEach(async () => {
  scene = await TlsScene.open(root);
});
afterEach(() => scene.close());

interface ChangingServer {
  readonly relay: Relay;
  readonly port: number;
  readonly url: string;
  /** Has another nginx with another certificate take over, and cuts what was there before. */
  change(certificate: IssuedCertificate): Promise<void>;
}

async function changing(first: IssuedCertificate, limitRate = mebibyte): Promise<ChangingServer> {
  const start = ({ chainPath: certPath, keyPath }: IssuedCertificate, rate: number): Promise<RealServer> =>
    startNginx(scene.served, { ...(rate > 0 && { limitRate: rate }), tls: { keyPath, certPath } });
  // nginx gives half a second of each reply for free: what is left must take a while.
  const { relay, port } = await scene.before(await start(first, limitRate));
  return {
    relay,
    port,
    url: `https://localhost:${String(port)}/file.bin`,
    async change(certificate) {
      const server = await start(certificate, 0);
      scene.onClose(() => server.stop());
      relay.target = Number(new URL(server.url).port);
      relay.cutAll();
    },
  };
}

describe.each(crews)('G2: with %i connections at most', (connections) => {
  test('G2: another good certificate after a pause is fine, and it goes on where it was', async () => {
    const server = await changing(good);
    const download = await scene.harness.fetchUntil(mebibyte, { url: server.url, connections });
    await server.change(await root.issue());
    const end = await scene.harness.goOn(download, { body });
    expect(end.state).toBe('completed');
    expect(end.refetched).toBeLessThan(mebibyte / 2);
  });

  test('G2: another good certificate in the middle is fine', async () => {
    const server = await changing(good);
    const download = scene.harness.begin({ url: server.url, connections });
    await scene.harness.until(() => download.view().received > mebibyte, download);
    server.relay.hold();
    await server.change(await root.issue());
    expect((await scene.harness.ended(download, { body })).state).toBe('completed');
  });

  test('G2: a bad one after a pause stops it, the bytes are kept, and a good one goes on', async () => {
    const server = await changing(good);
    const download = await scene.harness.fetchUntil(mebibyte, { url: server.url, connections });
    const before = download.record.received;
    await server.change(expired);
    const made = server.relay.connections;
    const end = await scene.harness.goOn(download);
    expect([end.code, factsOf(end)['fault'], end.record.received]).toEqual([
      'network-certificate',
      'expired',
      before,
    ]);
    expect(server.relay.connections - made).toBe(1);
    await server.change(await root.issue());
    const done = await scene.harness.goOn(download, { body });
    expect(done.state).toBe('completed');
    expect(done.refetched).toBeLessThan(mebibyte / 2);
  });

  test('G2: a bad one in the middle stops it, and what came is kept', async () => {
    const server = await changing(good);
    const download = scene.harness.begin({ url: server.url, connections });
    await scene.harness.until(() => download.view().received > mebibyte, download);
    server.relay.hold();
    await server.change(expired);
    const end = await scene.harness.ended(download);
    expect([end.code, factsOf(end)['fault']]).toEqual(['network-certificate', 'expired']);
    expect(end.record.received).toBeGreaterThan(mebibyte / 2);
    await server.change(good);
    const done = await scene.harness.goOn(download, { body });
    expect(done.state).toBe('completed');
  });

  test('G2: one that was trusted by hand gives way to another: it stops and asks again', async () => {
    const [first, second] = [await root.issue({ selfSigned: true }), await root.issue({ selfSigned: true })];
    const server = await changing(first);
    const refused = await scene.fetch(server.url, connections);
    expect([refused.code, factsOf(refused)['fingerprint']]).toEqual([
      'network-certificate',
      first.fingerprint,
    ]);
    const name = `localhost:${String(server.port)}`;
    scene.exceptions.set(name, first.fingerprint);
    scene.harness.engine.resume(refused.download.id);
    await scene.harness.until(() => refused.download.view().received > mebibyte, refused.download);
    server.relay.hold();
    await server.change(second);
    const end = await scene.harness.ended(refused.download);
    expect([end.code, factsOf(end)['fingerprint']]).toEqual(['network-certificate', second.fingerprint]);
    scene.exceptions.set(name, second.fingerprint);
    expect((await scene.harness.goOn(refused.download, { body })).state).toBe('completed');
  });

  test('G2: an exception holds for its host and port alone', async () => {
    const own = await root.issue({ selfSigned: true, names: 'DNS:localhost,IP:127.0.0.1' });
    const server = await changing(own, 0);
    const { port: otherPort } = await scene.before({
      url: server.url,
      pid: 0,
      log: () => Promise.resolve([]),
      logOf: () => Promise.resolve([]),
      stop: () => Promise.resolve(),
    });
    scene.exceptions.set(`localhost:${String(server.port)}`, own.fingerprint);
    const code = async (url: string): Promise<unknown> =>
      (await scene.fetch(url, connections, { name: `${String(Math.trunc(performance.now() * 1_000))}.bin` }))
        .code;
    expect(await code(server.url)).toBeNull();
    expect(await code(`https://127.0.0.1:${String(server.port)}/file.bin`)).toBe('network-certificate');
    expect(await code(`https://localhost:${String(otherPort)}/file.bin`)).toBe('network-certificate');
    expect(await code(server.url)).toBeNull();
  });
});
