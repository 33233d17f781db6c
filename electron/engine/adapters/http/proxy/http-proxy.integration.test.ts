import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Failure } from '../../../../../shared/model/reasons.ts';
import type { Result } from '../../../../../shared/model/result.ts';
import { rulesOf } from '../../../policy/proxy/proxy-rules.ts';
import type { Transport } from '../../../ports/transport.ts';
import { makeCertificate, type Certificate } from '../../../testing/certificate.ts';
import { HostileProxy, type HostileProxyOptions } from '../../../testing/proxies/hostile-proxy.ts';
import { startRangeServer, type RangeServer } from '../../../testing/range-server/range-server.ts';
import { drain, requestFor } from '../reply-drain.ts';
import { createHttpTransport } from '../transport.ts';

const size = 100_000;
const login = { user: 'ali', password: 'open sesame' } as const;
const given = 'ali:open%20sesame@';
const own = [
  ['Authorization', 'Bearer for-the-server'],
  ['Cookie', 'id=for-the-server'],
] as const;

let folder: string;
let certificate: Certificate;
let plain: RangeServer;
let secure: RangeServer;
let proxy: HostileProxy;
let transport: Transport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-proxy-'));
  certificate = await makeCertificate(folder);
  plain = await startRangeServer({ size });
  secure = await startRangeServer({ size, tls: certificate });
});
afterAll(async () => {
  await Promise.all([plain.close(), secure.close(), rm(folder, { recursive: true })]);
});
afterEach(async () => {
  transport.close();
  const open = await eventually(() => proxy.open + plain.stats.open + secure.stats.open === 0);
  await proxy.close();
  expect(open).toBe(true);
});

/** Whether a thing comes true within two seconds. */
async function eventually(test: () => boolean): Promise<boolean> {
  for (let turn = 0; turn < 200 && !test(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return test();
}

async function through(options: HostileProxyOptions, who = given): Promise<void> {
  proxy = await HostileProxy.start(options);
  const address = `${options.tls === undefined ? 'http' : 'https'}://${who}127.0.0.1:${proxy.port}`;
  transport = createHttpTransport({
    authorities: [certificate.cert],
    proxies: () => rulesOf(address, '', {}),
  });
}

async function fetchOne(origin: RangeServer): Promise<number> {
  const reply = await transport.open(
    requestFor(new URL(origin.url), { headers: own }),
    new AbortController().signal,
  );
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  const { text, end } = await drain(reply.value);
  expect([reply.value.head.status, end.kind]).toEqual([200, 'whole']);
  return text.length;
}

async function failureOf(origin: RangeServer, timeout = 5_000): Promise<Failure | null> {
  const request = requestFor(new URL(origin.url), { connectTimeout: timeout });
  const reply: Result<unknown, Failure> = await transport.open(request, new AbortController().signal);
  return reply.ok ? null : reply.failure;
}

const fault = (name: string, facts: Failure['facts'] = {}): Failure => ({
  code: 'network-proxy',
  facts: { fault: name, ...facts },
});

test.each(['http', 'https'])('G5: an %s proxy is asked in absolute form, or for a tunnel', async (kind) => {
  await through(kind === 'https' ? { tls: certificate } : {});
  expect([await fetchOne(plain), await fetchOne(secure)]).toEqual([size, size]);
  expect(proxy.requests.map(({ method, target }) => [method, target])).toEqual([
    ['GET', plain.url],
    ['CONNECT', new URL(secure.origin).host],
  ]);
  // What is for the server goes into the tunnel, never to whoever makes it.
  expect(proxy.requests[1]?.headers).toEqual({ host: new URL(secure.origin).host });
  expect(secure.requests.at(-1)?.headers).toMatchObject({ cookie: 'id=for-the-server' });
});

test('G5: connections are kept for the next request, each for its own server', async () => {
  await through({});
  const before = [plain.stats.connections, secure.stats.connections];
  for (let turn = 0; turn < 3; turn += 1) await Promise.all([fetchOne(plain), fetchOne(secure)]);
  expect(proxy.requests.filter(({ method }) => method === 'CONNECT')).toHaveLength(1);
  expect(secure.stats.connections - (before[1] ?? 0)).toBe(1);
});

test('G5: an idle connection of one way is never used on another', async () => {
  await through({});
  const other = await HostileProxy.start();
  try {
    const ways = [
      '',
      `http://127.0.0.1:${proxy.port}`,
      `http://127.0.0.1:${other.port}`,
      `http://x@127.0.0.1:${other.port}`,
    ];
    let way = '';
    transport = createHttpTransport({ authorities: [certificate.cert], proxies: () => rulesOf(way, '', {}) });
    const counts: number[][] = [];
    for (way of [...ways, ...ways]) {
      await fetchOne(secure);
      counts.push([proxy.requests.length, other.requests.length]);
    }
    // The second round goes over the connections of the first: nobody is asked for a tunnel again.
    expect(counts).toEqual([[0, 0], [1, 0], [1, 1], [1, 2], ...Array.from({ length: 4 }, () => [1, 2])]);
    transport.close();
  } finally {
    await other.close();
  }
});

test.each(['basic', 'digest'] as const)('G5: %s, asked for once, then answered unasked', async (scheme) => {
  await through({ login: { ...login, scheme } });
  expect([await fetchOne(plain), await fetchOne(secure), await fetchOne(plain)]).toEqual([size, size, size]);
  const answers = proxy.requests.map(({ headers }) =>
    headers['proxy-authorization']?.split(' ')[0]?.toLowerCase(),
  );
  expect(answers).toEqual([undefined, scheme, scheme, scheme]);
  for (const server of [plain, secure]) {
    for (const { headers } of server.requests)
      expect(Object.keys(headers)).not.toContain('proxy-authorization');
  }
});

test('G5: Digest goes on with a new nonce when the old one has run out', async () => {
  await through({ login: { ...login, scheme: 'digest', uses: 2 } });
  for (let turn = 0; turn < 6; turn += 1) expect(await fetchOne(plain)).toBe(size);
  expect(proxy.requests.filter(({ headers }) => headers['proxy-authorization'] === undefined)).toHaveLength(
    1,
  );
});

test.each(['basic', 'digest'] as const)('G5: a wrong password is said once, %s', async (scheme) => {
  await through({ login: { ...login, scheme } }, 'ali:wrong@');
  const asked = [plain.requests.length, secure.requests.length];
  expect(await failureOf(plain)).toEqual(fault('authentication', { given: true }));
  expect(await failureOf(secure)).toEqual(fault('authentication', { given: true }));
  const answers = proxy.requests.filter(({ headers }) => headers['proxy-authorization'] !== undefined);
  expect(answers.filter(({ method }) => method === 'GET')).toHaveLength(1);
  expect([plain.requests.length, secure.requests.length]).toEqual(asked);
});

test('G5: without a password the failure says that one is wanted', async () => {
  await through({ login: { ...login, scheme: 'basic' } }, '');
  expect(await failureOf(plain)).toEqual(fault('authentication', { given: false }));
  expect(await failureOf(secure)).toEqual(fault('authentication', { given: false }));
  expect(proxy.requests).toHaveLength(2);
});

test('G5: NTLM is not spoken, and the failure says so', async () => {
  await through({ login: { ...login, scheme: 'ntlm' } });
  expect(await failureOf(plain)).toEqual(fault('scheme'));
  expect(await failureOf(secure)).toEqual(fault('scheme'));
});

test.each<[string, string | number, Failure]>([
  ['403', 403, fault('denied', { status: 403 })],
  ['502', 502, fault('server', { status: 502 })],
  ['another protocol', 'SSH-2.0-OpenSSH\r\n\r\n', fault('bad-reply')],
  ['200 with a page behind it', 'HTTP/1.1 200 Yes\r\n\r\nwords of the proxy', fault('bad-reply')],
  ['101', 'HTTP/1.1 101 Other\r\n\r\n', fault('bad-reply')],
  ['a megabyte of header', `HTTP/1.1 200 Yes\r\nX: ${'x'.repeat(1 << 20)}\r\n\r\n`, fault('bad-reply')],
  ['half a line', 'HTTP/1.1 2', fault('broken-off')],
])('G5: to CONNECT, %s is no tunnel', async (_name, connect, failure) => {
  await through({ connect });
  expect(await failureOf(secure)).toEqual(failure);
  expect(proxy.requests).toHaveLength(1);
});

test('G1: the certificate is judged by the name of the server, through a tunnel as well', async () => {
  await through({});
  transport = createHttpTransport({ proxies: () => rulesOf(`127.0.0.1:${proxy.port}`, '', {}) });
  expect(await failureOf(secure)).toMatchObject({
    code: 'network-certificate',
    facts: { host: '127.0.0.1' },
  });
  const unknown = createHttpTransport({
    proxies: () => rulesOf(`https://127.0.0.1:${new URL(secure.origin).port}`, '', {}),
  });
  const request = requestFor(new URL(plain.url));
  expect(await unknown.open(request, new AbortController().signal)).toEqual({
    ok: false,
    failure: fault('certificate'),
  });
});

test('G5: a proxy that is not there, has no name, or does not answer', async () => {
  await through({});
  const at = async (address: string, timeout = 5_000): Promise<Failure | null> => {
    transport = createHttpTransport({ proxies: () => rulesOf(address, '', {}) });
    return failureOf(plain, timeout);
  };
  expect(await at('http://127.0.0.1:1')).toEqual(fault('refused'));
  expect(await at('http://proxy.invalid:1')).toEqual(fault('name'));
  expect(await at('socks5://127.0.0.1:1')).toEqual(fault('refused'));
  expect(await at('nonsense://x')).toEqual(fault('address'));
  expect(await at(`socks5://127.0.0.1:${proxy.port}`)).toEqual(fault('bad-reply'));
  expect(await at(`socks4://127.0.0.1:${proxy.port}`)).toEqual(fault('bad-reply'));
});

test('a wait for a tunnel ends when it is given up', async () => {
  const silent = await startRangeServer({ fault: { kind: 'stall', at: 'before-head' } });
  await through({});
  transport = createHttpTransport({ proxies: () => rulesOf(new URL(silent.origin).host, '', {}) });
  expect(await failureOf(secure, 200)).toEqual(fault('unreachable'));
  const stop = new AbortController();
  const opening = transport.open(requestFor(new URL(secure.url)), stop.signal);
  expect(await eventually(() => silent.stats.open > 0)).toBe(true);
  stop.abort();
  expect(await opening).toEqual({ ok: false, failure: { code: 'user-stopped' } });
  expect(await eventually(() => silent.stats.open === 0)).toBe(true);
  await silent.close();
});
