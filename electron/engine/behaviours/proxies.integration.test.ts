import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { heldTailBytes } from '../adapters/http/proxy/held-tail-reply.ts';
import { createHttpTransport } from '../adapters/http/transport.ts';
import { rulesOf } from '../policy/proxy/proxy-rules.ts';
import { makeCertificate, type Certificate } from '../testing/certificate.ts';
import { startDanted } from '../testing/proxies/danted.ts';
import { HostileProxy, type HostileProxyOptions } from '../testing/proxies/hostile-proxy.ts';
import { startMicrosocks } from '../testing/proxies/microsocks.ts';
import { startTinyproxy, type RealProxy } from '../testing/proxies/tinyproxy.ts';
import { rawRequest } from '../testing/raw-client.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { openHarness, sumOf, type EngineHarness, type HarnessOptions } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 9 * mebibyte;
const login = { user: 'ali', password: 'sesame' };

let folder: string;
let certificate: Certificate;
let harness: EngineHarness;
let closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-proxies-'));
  certificate = await makeCertificate(folder);
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  try {
    await harness.close();
  } finally {
    await Promise.all(closing.map((close) => close()));
    closing = [];
  }
});

async function openBehind(address: string, options: HarnessOptions = {}): Promise<void> {
  const transport = createHttpTransport({
    authorities: [certificate.cert],
    proxies: () => rulesOf(address, '', {}),
  });
  harness = await openHarness({ ...options, ports: (ports) => ({ ...ports, transport }) });
}

async function openBehindHostile(options: HostileProxyOptions): Promise<HostileProxy> {
  const proxy = await HostileProxy.start(options);
  closing.push(() => proxy.close());
  await openBehind(`http://127.0.0.1:${proxy.port}`);
  return proxy;
}

const realProxies: readonly (readonly [name: string, scheme: string, start: () => Promise<RealProxy>])[] = [
  ['tinyproxy', 'http://', () => startTinyproxy()],
  ['tinyproxy with a password', 'http://ali:sesame@', () => startTinyproxy({ login })],
  ['microsocks', 'socks5h://', () => startMicrosocks()],
  ['microsocks with a password', 'socks5://ali:sesame@', () => startMicrosocks(login)],
  ['Dante', 'socks5://', () => startDanted()],
  ['Dante by SOCKS 4', 'socks4://', () => startDanted()],
];

describe.each([1, 8])('with %i connections at most', (connections) => {
  describe.each(realProxies)('through %s', (_name, scheme, start) => {
    test.each(['http', 'https'])('G5: an %s file comes byte for byte', async (kind) => {
      const proxy = await start();
      closing.push(() => proxy.stop());
      await openBehind(`${scheme}127.0.0.1:${proxy.port}`);
      const server = await harness.serve({ size, ...(kind === 'https' && { tls: certificate }) });
      const end = await harness.fetch({ url: server.url, connections });
      expect([end.state, end.code]).toEqual(['completed', null]);
      if (connections === 1) expect(end.refetched).toBe(0);
      if (connections > 1) expect(server.stats.maxConnections).toBeGreaterThan(1);
      for (const { headers } of server.requests) {
        expect(Object.keys(headers)).not.toContain('proxy-authorization');
      }
      // It went through the proxy, whose log knows the port of the server.
      expect(await proxy.log()).toContain(new URL(server.origin).port);
      expect(await proxy.log()).not.toContain('sesame');
    });
  });

  test('G5: through a Digest proxy that is tired of a nonce after three requests', async () => {
    const proxy = await HostileProxy.start({ login: { ...login, scheme: 'digest', uses: 3 } });
    closing.push(() => proxy.close());
    await openBehind(`http://ali:sesame@127.0.0.1:${proxy.port}`);
    const server = await harness.serve({ size });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code]).toEqual(['completed', null]);
  });

  test('G5: two sources, one of them named by no_proxy', async () => {
    const proxy = await HostileProxy.start();
    closing.push(() => proxy.close());
    const transport = createHttpTransport({
      proxies: () => rulesOf(`127.0.0.1:${proxy.port}`, 'localhost', {}),
    });
    harness = await openHarness({ ports: (ports) => ({ ...ports, transport }) });
    const [first, second] = [
      await harness.serve({ size, rate: 8_000_000 }),
      await harness.serve({ size, rate: 8_000_000 }),
    ];
    const mirror = second.url.replace('127.0.0.1', 'localhost');
    const end = await harness.fetch({
      url: first.url,
      mirrors: [mirror],
      connections,
      body: { seed: 1, size },
    });
    expect(end.state).toBe('completed');
    expect(first.requests.length).toBeGreaterThan(0);
    const hosts = new Set(proxy.requests.map(({ target }) => new URL(target).host));
    expect([...hosts]).toEqual([new URL(first.origin).host]);
    if (connections > 1) expect(second.requests.length).toBeGreaterThan(0);
  });

  test('G5: a proxy that strips Range makes one stream of it', async () => {
    const proxy = await openBehindHostile({ stripsRange: true });
    const server = await harness.serve({ size });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.refetched, proxy.requests.length]).toEqual(['completed', 0, 1]);
  });

  test('G5: a proxy that strips Range from a resume: the bytes that are there are passed over', async () => {
    const transports = { stripping: false };
    const [honest, stripping] = [await HostileProxy.start(), await HostileProxy.start({ stripsRange: true })];
    closing.push(
      () => honest.close(),
      () => stripping.close(),
    );
    const transport = createHttpTransport({
      proxies: () => rulesOf(`127.0.0.1:${(transports.stripping ? stripping : honest).port}`, '', {}),
    });
    harness = await openHarness({
      limit: 4 * mebibyte,
      speed: 1,
      ports: (ports) => ({ ...ports, transport }),
    });
    const server = await harness.serve({ size });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    transports.stripping = true;
    harness.engine.setLimits({ jobs: 5, connectionsPerHost: 16, limit: 0, timeout: 2_000, patience: 0 });
    const end = await harness.goOn(download);
    expect([end.state, end.code]).toEqual(['completed', null]);
  });

  test('G5: a proxy that answers another range from its cache brings no byte of it', async () => {
    const proxy = await openBehindHostile({ cachesParts: true });
    const server = await harness.serve({ size });
    await rawRequest(`http://127.0.0.1:${proxy.port}/`, {
      target: server.url,
      headers: { Range: 'bytes=100000-199999' },
    });
    const end = await harness.fetch({ url: server.url, connections, within: 30_000 });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-bad-range', []]);
  });

  test('G5: a cache that knows the whole file as a part gives it in one stream', async () => {
    const proxy = await openBehindHostile({ cachesParts: true });
    const server = await harness.serve({ size });
    await rawRequest(`http://127.0.0.1:${proxy.port}/`, {
      target: server.url,
      headers: { Range: 'bytes=0-' },
    });
    const end = await harness.fetch({ url: server.url, connections, within: 30_000 });
    expect([end.state, server.requests.length]).toEqual(['completed', 1]);
  });

  test.each([30, 5_000])(
    'G5: %i bytes of excuses in a transfer that broke off are not kept',
    async (length) => {
      const text = '<html>transfer interrupted'.padEnd(length, '!');
      await openBehindHostile({ breaksOff: { times: 3, at: 400_000, text } });
      const server = await harness.serve({ size });
      const end = await harness.fetch({ url: server.url, connections, within: 30_000 });
      expect([end.state, end.code]).toEqual(['completed', null]);
      // At the end of a file several connections may bring the same bytes.
      if (connections === 1) expect(end.refetched).toBeLessThanOrEqual(3 * heldTailBytes);
    },
  );

  test('G5: a text that makes every reply longer is noticed by their lengths', async () => {
    await openBehindHostile({ inserts: { at: 1_000, text: '<script>', how: 'longer' } });
    const server = await harness.serve({ size });
    const end = await harness.fetch({ url: server.url, connections, within: 30_000 });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-bad-range', []]);
  });

  test.each([
    ['http', 'interrupted', 'file-hash-mismatch'],
    ['https', 'completed', null],
  ])(
    'G5: a text written over the file is noticed by the checksum, and cannot be in one by %s',
    async (kind, state, code) => {
      await openBehindHostile({ inserts: { at: 1_000, text: '<script>', how: 'over' } });
      const checksum = sumOf(seededBytes(1, 0, size));
      const server = await harness.serve({ size, ...(kind === 'https' && { tls: certificate }) });
      const end = await harness.fetch({ url: server.url, connections, checksum, within: 30_000 });
      expect([end.state, end.code]).toEqual([state, code]);
    },
  );

  test('G5: a proxy that goes away and comes back is waited for', async () => {
    const proxy = await startTinyproxy();
    let { port } = proxy;
    const transport = createHttpTransport({ proxies: () => rulesOf(`127.0.0.1:${port}`, '', {}) });
    harness = await openHarness({
      speed: 4,
      limit: 2 * mebibyte,
      ports: (ports) => ({ ...ports, transport }),
    });
    const server = await harness.serve({ size });
    const download = harness.begin({ url: server.url, connections });
    await harness.until(() => download.view().received > mebibyte, download);
    await proxy.stop();
    await harness.until(
      () => download.log.entries().some(({ text }) => text.includes('proxy refuses')),
      download,
    );
    const again = await startTinyproxy();
    closing.push(() => again.stop());
    port = again.port;
    const end = await harness.ended(download);
    expect([end.state, end.code]).toEqual(['completed', null]);
  });
});
