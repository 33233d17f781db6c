import type { LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpTransport } from '../adapters/http/transport.ts';
import { addressSpaceOf } from '../policy/privacy/address-privacy.ts';
import type { RangeServerOptions } from '../testing/range-server/range-server-options.ts';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const size = 4 << 20;
const crews = [1, 8] as const;
/** An address of this machine that stands for one of the internet. */
const far = '127.0.0.2';
const near = '127.0.0.1';

let harness: EngineHarness;
/** What names lead to; what is looked up more than once goes on to the next address. */
let names: Record<string, string[]>;

const lookup: LookupFunction = (name, options, callback) => {
  const [address = near, ...later] = names[name] ?? [];
  if (later.length > 0) names[name] = later;
  if (options.all === true) callback(null, [{ address, family: 4 }]);
  else callback(null, address, 4);
};

beforeEach(async () => {
  names = { 'web.example': [far], 'router.example': [near] };
  const transport = createHttpTransport({
    lookup,
    spaceOf: (address) => (address === far ? 'public' : addressSpaceOf(address)),
  });
  harness = await openHarness({ ports: (ports) => ({ ...ports, transport }) });
});
afterEach(() => harness.close());

/** A server of the internet and one of this machine, at the same port; the second must not be asked. */
async function twoServers(options: RangeServerOptions = {}): Promise<[RangeServer, RangeServer, string]> {
  const web = await harness.serve({ size, host: far, ...options });
  const { port } = new URL(web.origin);
  return [web, await harness.serve({ size, port: Number(port) }), port];
}

const leadingTo = (to: string): RangeServerOptions => ({
  rules: [{ when: { path: '/start' }, use: { redirect: { status: 302, to } } }],
});

const refused = { state: 'interrupted', code: 'server-address-refused', files: [] };

test.each(
  crews.flatMap((n) =>
    [near, 'localhost', '2130706433', '0x7f.1', '[::1]', 'router.example'].map((h) => [n, h] as const),
  ),
)('F7: x %i, a page of the web that links to %s: nothing is sent there', async (connections, host) => {
  const [, own, port] = await twoServers();
  const url = `http://${host}:${port}/file.bin`;
  const end = await harness.fetch({ url, connections, reach: 'public', body: null });
  expect(end).toMatchObject({ ...refused, refetched: 0 });
  expect(own.requests).toHaveLength(0);
  // What the user gives is the user's own.
  if (host === '[::1]') return;
  expect(await harness.fetch({ url, connections, body: null })).toMatchObject({ state: 'completed' });
});

test.each(
  crews.flatMap((n) => [near, 'localhost', '[::ffff:7f00:1]', 'router.example'].map((h) => [n, h] as const)),
)('F7: x %i, a server of the web that redirects to %s: nothing is sent there', async (connections, host) => {
  const [web, own, port] = await twoServers();
  web.setRules(leadingTo(`http://${host}:${port}/admin`).rules ?? []);
  const url = `http://web.example:${port}/start`;
  const end = await harness.fetch({ url, connections, body: null });
  expect(end).toMatchObject({ ...refused, requests: 2 });
  expect(end.record.state).toMatchObject({ failure: { facts: { space: 'loopback' } } });
  expect([web.requests.length, own.requests.length]).toEqual([1, 0]);
});

test.each(crews)(
  'F7: x %i, a name that is given another address on the way (rebinding)',
  async (connections) => {
    const [web, own, port] = await twoServers({ rate: 4 << 20 });
    names['web.example'] = [far, near];
    const end = await harness.fetch({ url: `http://web.example:${port}/f.bin`, connections, body: null });
    expect(own.requests).toHaveLength(0);
    expect(web.requests.length).toBeGreaterThan(0);
    expect(end.state).toBe('completed');
  },
);

test('F7: bytes are not gone on with at a nearer address of the name, whoever gave it', async () => {
  const [web, own, port] = await twoServers({ fault: { kind: 'close', at: 400_000 } });
  names['web.example'] = [far, near];
  const end = await harness.fetch({ url: `http://web.example:${port}/f.bin`, body: null });
  expect(end).toMatchObject({ state: 'interrupted', code: 'server-address-refused' });
  expect([web.requests.length, own.requests.length, end.record.received]).toEqual([1, 0, 400_000]);
});

describe('F7: no step nearer', () => {
  test.each(crews)('x %i, from this machine to this machine', async (connections) => {
    const other = await harness.serve({ size });
    const server = await harness.serve({ size, ...leadingTo(`${other.origin}/file.bin`) });
    const url = `${server.origin}/start`;
    for (const reach of [undefined, 'loopback'] as const) {
      const end = await harness.fetch({ url, connections, ...(reach && { reach }) });
      expect(end.state).toBe('completed');
    }
  });

  test('from a network of its own to the web, and back to what the user gave', async () => {
    const [web, own, port] = await twoServers();
    own.setRules(leadingTo(`http://web.example:${port}/again`).rules ?? []);
    web.setRules([
      { when: { path: '/again' }, use: { redirect: { status: 302, to: `http://${near}:${port}/file.bin` } } },
    ]);
    const end = await harness.fetch({ url: `http://router.example:${port}/start`, body: null });
    expect(end.state).toBe('completed');
  });
});

test('F7: a mirror of a list that leads nearer is left out, and the others go on', async () => {
  const [, own, port] = await twoServers({ rate: 4 << 20 });
  const end = await harness.fetch({
    url: `http://web.example:${port}/file.bin`,
    mirrors: [`http://router.example:${port}/file.bin`, `http://${near}:${port}/file.bin`],
    reach: 'public',
    connections: 8,
    body: null,
  });
  expect([end.state, own.requests.length]).toEqual(['completed', 0]);
});

test('F7: where a link is from is known after a restart, too', async () => {
  const [, own, port] = await twoServers();
  const url = `http://router.example:${port}/file.bin`;
  await harness.fetch({ url, reach: 'public', body: null });
  const [download] = await harness.restart();
  if (download === undefined) throw new Error('The download is not on the list.');
  expect(await harness.goOn(download, { body: null })).toMatchObject(refused);
  expect(own.requests).toHaveLength(0);
});

test('F7: neither a connection nor a first contact of the user is used for a page', async () => {
  const [, own, port] = await twoServers();
  const url = `http://router.example:${port}/file.bin`;
  await harness.fetch({ url, body: null });
  expect(own.requests).toHaveLength(1);
  expect(await harness.engine.probe(new URL(url))).toMatchObject({ ok: true });
  expect(own.requests).toHaveLength(2);
  const end = await harness.fetch({ url, reach: 'public', body: null });
  expect([end.code, own.requests.length]).toEqual(['server-address-refused', 2]);
});
