import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpTransport } from '../adapters/http/transport.ts';
import { TestCertificates } from '../adapters/http/test-certificates.ts';
import type { RangeServerOptions } from '../testing/range-server/range-server-options.ts';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const size = 8 << 20;
const crews = [1, 8] as const;
let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness();
});
afterEach(() => harness.close());

/** A server whose `/start` leads to `to`. */
function leading(to: string, status = 302, options: RangeServerOptions = {}): Promise<RangeServer> {
  const rule = { when: { path: '/start' }, use: { redirect: { status, to } } };
  return harness.serve({ size, ...options, rules: [rule, ...(options.rules ?? [])] });
}

const targets = (server: RangeServer): string[] => server.requests.map(({ target }) => target);

describe('F1: where a Location leads', () => {
  test.each([
    ['relative', 'deep/../other.bin', '/other.bin'],
    ['of the root', '/a/b.bin?q=1', '/a/b.bin?q=1'],
    ['of the scheme', '//{authority}/b.bin', '/b.bin'],
    ['whole, with user and fragment', 'http://user:word@{authority}/b.bin#part', '/b.bin'],
    ['a query alone', '?again', '/start?again'],
    ['raw UTF-8', '/größe.bin', '/gr%C3%B6%C3%9Fe.bin'],
    ['with spaces', '  /a b.bin ', '/a%20b.bin'],
  ])('%s', async (_what, to, target) => {
    const server = await harness.serve({ size: 1_000 });
    const redirect = { status: 302, to: to.replace('{authority}', new URL(server.url).host) };
    server.setRules([{ when: { path: '/start', to: 1 }, use: { redirect } }]);
    const end = await harness.fetch({ url: `${server.origin}/start` });
    expect([end.state, targets(server)]).toEqual(['completed', ['/start', target]]);
    expect(server.requests[1]?.headers['authorization']).toBeUndefined();
  });

  test.each(['http://', 'http://[', 'http://a b/'])('nowhere: %j', async (to) => {
    const server = await leading(to);
    const end = await harness.fetch({ url: `${server.origin}/start` });
    expect(end).toMatchObject({ code: 'server-redirect-refused', requests: 1, files: [] });
  });
});

describe('F2: every kind of redirect is followed, and only once', () => {
  test.each([301, 302, 303, 307, 308].flatMap((status) => crews.map((n) => [status, n] as const)))(
    'HTTP %i x %i',
    async (status, connections) => {
      const server = await leading('/file.bin', status, { rate: 16 << 20 });
      const end = await harness.fetch({ url: `${server.origin}/start`, connections });
      expect(end).toMatchObject({ state: 'completed', name: 'file.bin' });
      expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
      // The other connections go straight to where it led.
      expect(targets(server).filter((target) => target === '/start')).toHaveLength(1);
      if (connections > 1) expect(server.maxConcurrent).toBeGreaterThan(4);
    },
  );
});

describe('F3: too many redirects', () => {
  test('twenty are followed', async () => {
    const redirect = { status: 302, to: '/file.bin', hops: 19 };
    const server = await harness.serve({ rules: [{ when: { path: '/start' }, use: { redirect } }] });
    const end = await harness.fetch({ url: `${server.origin}/start` });
    expect(end).toMatchObject({ state: 'completed', requests: 21 });
  });

  test.each(['/file.bin', '/start'])('one more, or a loop, ends with its name (%s)', async (to) => {
    const redirect = { status: 302, to, hops: 20 };
    const server = await harness.serve({ rules: [{ when: { path: '/start' }, use: { redirect } }] });
    const end = await harness.fetch({ url: `${server.origin}/start` });
    expect(end).toMatchObject({ code: 'server-redirect-loop', requests: 21, files: [] });
  });
});

test('F4: from https to http is refused, and nothing is asked there', async () => {
  const certificates = new TestCertificates();
  await harness.close();
  const transport = createHttpTransport({ authorities: [certificates.authority] });
  harness = await openHarness({ ports: (ports) => ({ ...ports, transport }) });
  try {
    const plain = await harness.serve();
    const tls = certificates.make('server', { names: 'IP:127.0.0.1' });
    const safe = await leading(plain.url, 302, { tls, size: 1_000 });
    const headers = [['Authorization', 'Bearer key']] as const;
    const end = await harness.fetch({ url: `${safe.origin}/start`, headers });
    expect(end).toMatchObject({ state: 'interrupted', code: 'server-redirect-refused', files: [] });
    expect([plain.requests.length, safe.requests.length]).toEqual([0, 1]);
    expect((await harness.fetch({ url: safe.url })).state).toBe('completed');
  } finally {
    certificates.remove();
  }
});

test.each(crews)('F5: x %i, what the user set does not cross an origin', async (connections) => {
  const other = await harness.serve({ size });
  const server = await leading(`${other.origin}/landed.bin`);
  server.setRules([
    { when: { path: '/start' }, use: { redirect: { status: 302, to: '/again' } } },
    { when: { path: '/again' }, use: { redirect: { status: 302, to: `${other.origin}/landed.bin` } } },
  ]);
  const own = { authorization: 'Bearer key', cookie: 'id=1', 'proxy-authorization': 'Basic x', 'x-own': '1' };
  const headers = Object.entries(own);
  const end = await harness.fetch({ url: `${server.origin}/start`, headers, connections });
  expect([end.state, targets(server)]).toEqual(['completed', ['/start', '/again']]);
  for (const request of server.requests) expect(request.headers).toMatchObject(own);
  expect(other.requests.length).toBeGreaterThanOrEqual(connections / 2);
  for (const request of other.requests)
    for (const name of Object.keys(own)) expect(request.headers).not.toHaveProperty(name);
});

test.each([
  'file:///etc/hostname',
  'data:text/plain,hello',
  'ftp://127.0.0.1/file.bin',
  'smb://127.0.0.1/share/file.bin',
  'javascript:alert(1)',
  'blob:http://127.0.0.1/x',
])('F6: a redirect to %s is refused', async (to) => {
  const server = await leading(to);
  const end = await harness.fetch({ url: `${server.origin}/start` });
  expect(end).toMatchObject({ code: 'server-redirect-refused', requests: 1, files: [] });
});

describe('F9: a signed link that expires', () => {
  const fault = { kind: 'close', at: 400_000 } as const;

  test.each(crews)(
    'x %i, in the middle: a new one is asked for at the first address',
    async (connections) => {
      const rules = [{ when: { path: '/signed/*' }, use: { rate: 2 << 20, fault } }];
      const server = await harness.serve({ size, signed: { entry: '/get', life: 300 }, rules });
      const end = await harness.fetch({ url: `${server.origin}/get`, connections });
      expect(end).toMatchObject({ state: 'completed', name: 'file.bin' });
      expect(targets(server).filter((target) => target === '/get').length).toBeGreaterThan(1);
      expect(server.requests.some(({ status }) => status === 403)).toBe(true);
      // The bytes go on where they were: what was sent twice is what was on its way.
      expect(server.bytesSent).toBeLessThan(1.3 * size);
    },
  );

  test.each([401, 403, 410])('with HTTP %i for good: named, and the bytes are kept', async (status) => {
    const rules = [{ when: { path: '/signed/*' }, use: { fault } }];
    const server = await harness.serve({ size, signed: { entry: '/get', uses: 1, status }, rules });
    server.setRules([
      { when: { path: '/signed/*', to: 1 }, use: { fault } },
      { when: { path: '/get', from: 2 }, use: { status, redirect: null } },
    ]);
    const end = await harness.fetch({ url: `${server.origin}/get` });
    expect(end).toMatchObject({ state: 'interrupted', code: 'server-link-expired' });
    expect([end.record.received, end.files.length]).toEqual([400_000, 2]);
    server.setRules([]);
    expect(await harness.goOn(end.download)).toMatchObject({ state: 'completed', refetched: 0 });
    expect(server.bytesSent).toBeLessThan(size + 10_000);
  });

  test('after a pause: another start of the program asks at the first address', async () => {
    const server = await harness.serve({ size, rate: 4 << 20, signed: { entry: '/get', life: 1_000 } });
    await harness.fetchUntil(1 << 20, { url: `${server.origin}/get` });
    const [download] = await harness.restart();
    await server.until(() => server.requests.length > 1);
    if (download === undefined) throw new Error('The download is not on the list.');
    server.behave({ rate: null });
    expect((await harness.goOn(download)).state).toBe('completed');
  });
});

test.each(crews)('F10: x %i, a one-time link is spent on the download itself', async (connections) => {
  const rules = [{ when: { from: 2 }, use: { status: 404 } }];
  const server = await harness.serve({ size, rate: 16 << 20, rules });
  const end = await harness.fetch({ url: server.url, connections });
  expect(end.state).toBe('completed');
  expect(server.requests[0]).toMatchObject({ sent: size, end: 'whole' });
});

test.each([403, 405, 501])(
  'F11, F12: HEAD is never asked, whatever it would say (HTTP %i)',
  async (status) => {
    const server = await harness.serve({ size, rules: [{ when: { method: 'HEAD' }, use: { status } }] });
    expect((await harness.fetch({ url: server.url, connections: 8 })).state).toBe('completed');
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  },
);

test.each([403, 404])('F13: a link that serves one request a connection, then HTTP %i', async (status) => {
  const rules = [{ when: { from: 9 }, use: { status } }];
  const server = await harness.serve({ size, rate: 4 << 20, rules });
  const end = await harness.fetch({ url: server.url, connections: 8 });
  expect(end.state).toBe('completed');
  expect(server.bytesSent).toBeLessThan(1.2 * size);
});
