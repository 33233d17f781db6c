import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte;
const crews = [1, 8] as const;
const targets = (server: RangeServer): string[] => server.requests.map(({ target }) => target);
const refused = (server: RangeServer): number =>
  server.requests.filter(({ status }) => status === 403 || status === 404).length;
const asksOf = (server: RangeServer, path: string): number =>
  targets(server).filter((target) => target === path).length;

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness();
});
afterEach(() => harness.close());

describe('F8: another host for each request', () => {
  /** A server whose `/start` leads to one of `hosts` after the other. */
  async function rotating(hosts: readonly RangeServer[]): Promise<RangeServer> {
    return harness.serve({
      size,
      rules: hosts.map((host, index) => ({
        when: { path: '/start', from: index + 1 },
        use: { redirect: { status: 302, to: `${host.origin}/file.bin` } },
      })),
    });
  }

  test.each(crews)('x %i, the host of the first reply serves them all', async (connections) => {
    const hosts = await Promise.all([1, 2, 3].map(() => harness.serve({ size, rate: 8 << 20 })));
    const start = await rotating(hosts);
    const end = await harness.fetch({ url: `${start.origin}/start`, connections });
    expect([end.state, start.requests.length]).toEqual(['completed', 1]);
    expect(hosts.map((host) => host.requests.length > 0)).toEqual([true, false, false]);
  });

  test.each(crews)('x %i, a host that goes away is found anew at the first address', async (connections) => {
    const fault = { kind: 'reset', at: 300_000 } as const;
    const gone = await harness.serve({ size, rate: 2 << 20, fault });
    const other = await harness.serve({ size, rate: 16 << 20 });
    const start = await rotating([gone, other]);
    const download = harness.begin({ url: `${start.origin}/start`, connections });
    await gone.until((stats) => stats.bytesSent > 100_000);
    await gone.close();
    const end = await harness.ended(download, { body: { seed: 1, size } });
    expect(end.state).toBe('completed');
    // Once for the first reply; then one for all of them, or a second where one scouted ahead.
    expect(start.requests.length).toBeLessThanOrEqual(3);
    expect(end.log.join('\n')).not.toContain('starting over');
  });

  test.each(crews)('x %i, hosts that tag the same bytes each in their own way', async (connections) => {
    const fault = { kind: 'reset', at: 300_000 } as const;
    const first = await harness.serve({
      size,
      etag: '"one"',
      rules: [
        { when: { to: 1 }, use: { fault } },
        { when: { from: 2 }, use: { status: 403 } },
      ],
    });
    const second = await harness.serve({ size, etag: '"two"', rate: 16 << 20 });
    const start = await rotating([first, second]);
    const end = await harness.fetch({ url: `${start.origin}/start`, connections });
    expect([end.state, end.log.join('\n').includes('starting over')]).toEqual(['completed', false]);
  });

  test.each(crews)('x %i, a host with another file never adds a byte', async (connections) => {
    const fault = { kind: 'reset', at: 300_000 } as const;
    const first = await harness.serve({
      size,
      rules: [
        { when: { to: 1 }, use: { fault } },
        { when: { from: 2 }, use: { status: 403 } },
      ],
    });
    const second = await harness.serve({ size, seed: 2, etag: '"two"', lastModified: null, rate: 16 << 20 });
    const start = await rotating([first, second]);
    const url = `${start.origin}/start`;
    const end = await harness.fetch({ url, connections, body: { seed: 2, size } });
    expect(end.state).toBe('completed');
    expect(end.log.filter((text) => text.includes('changed on the server'))).toHaveLength(1);
  });
});

describe('F9: a signed link that expires', () => {
  test.each(crews)(
    'x %i, while it serves: one question at the first address for all',
    async (connections) => {
      const rules = [
        { when: { path: '/signed/*' }, use: { rate: connections === 1 ? 4 << 20 : 1 << 20, dropAfter: 400 } },
      ];
      const server = await harness.serve({ size, signed: { entry: '/get', life: 300 }, rules });
      const download = harness.begin({ url: `${server.origin}/get`, connections });
      const expired = (): number => server.requests.filter(({ status }) => status === 403).length;
      await server.until(() => expired() > 0 && asksOf(server, '/get') > 1);
      const end = await harness.ended(download);
      expect(end).toMatchObject({ state: 'completed', name: 'file.bin' });
      // Links live 300 ms; whoever finds one expired asks for all, so there are few, and no storm.
      const lives = Math.ceil(
        ((server.requests.at(-1)?.startedAt ?? 0) - (server.requests[0]?.startedAt ?? 0)) / 300,
      );
      expect(asksOf(server, '/get')).toBeLessThanOrEqual(lives + 2);
    },
  );

  test('eight connections that find it expired at once ask for one new link', async () => {
    const server = await harness.serve({
      size: 4 * size,
      signed: { entry: '/get' },
      rules: [
        // Each asks again and again, so that all find it expired while the first one asks anew.
        { when: { path: '/signed/*' }, use: { rate: 2 << 20, maxReply: mebibyte / 4 } },
        { when: { path: '/get', from: 2 }, use: { firstByteDelay: 600 } },
      ],
    });
    const url = `${server.origin}/get`;
    const download = harness.begin({ url, connections: 8 });
    await server.until((stats) => stats.active === 8);
    server.expire();
    expect((await harness.ended(download)).state).toBe('completed');
    expect(asksOf(server, '/get')).toBe(2);
    expect(server.requests.filter(({ status }) => status === 403).length).toBeGreaterThan(4);
  });

  test.each(crews)('x %i, another file at the new link is never joined', async (connections) => {
    const server = await harness.serve({
      size,
      signed: { entry: '/get' },
      rules: [{ when: { path: '/signed/*' }, use: { rate: 4 << 20 } }],
    });
    const download = harness.begin({ url: `${server.origin}/get`, connections });
    await server.until((stats) => stats.bytesSent > mebibyte);
    server.behave({ seed: 2, etag: '"second"', lastModified: null });
    server.expire();
    server.dropConnections();
    const end = await harness.ended(download, { body: { seed: 2, size } });
    expect(end.state).toBe('completed');
    expect(end.log.filter((text) => text.includes('changed on the server'))).toHaveLength(1);
  });

  test.each(crews)(
    'x %i, a link that is refused as soon as it is made ends, and soon',
    async (connections) => {
      const server = await harness.serve({ size, signed: { entry: '/get', uses: 0 } });
      const end = await harness.fetch({ url: `${server.origin}/get`, connections });
      expect([end.state, end.code]).toEqual(['interrupted', 'server-forbidden']);
      expect(server.requests.length).toBeLessThan(6);
    },
  );
});

describe('F13: a link with a budget of requests', () => {
  const budgets = [1, 2, 3, 5].flatMap((budget) =>
    [403, 404, 410].map((status) => [budget, status] as const),
  );

  test.each(budgets)('%i of them for 8 connections, then HTTP %i', async (budget, status) => {
    const rules = [{ when: { from: budget + 1 }, use: { status } }];
    const server = await harness.serve({ size, rate: 8 << 20, rules });
    const end = await harness.fetch({ url: server.url, connections: 8 });
    expect([end.state, refused(server) <= 16]).toEqual(['completed', true]);
    // The first stream passes over what the others brought: nothing is asked for twice.
    const served = server.requests.filter(({ status }) => status === 206);
    expect(served.length).toBe(budget);
  });

  test.each([2, 3])('%i of them, all streams as fast as they can', async (budget) => {
    const rules = [{ when: { from: budget + 1 }, use: { status: 404 } }];
    const server = await harness.serve({ size: 48 * mebibyte, rules });
    expect((await harness.fetch({ url: server.url, connections: 8 })).state).toBe('completed');
  });

  test('a server that answers one request at a time is not waited for', async () => {
    const rules = [{ when: { from: 2 }, use: { firstByteDelay: 3_000 } }];
    const server = await harness.serve({ size, rate: 16 << 20, rules });
    const began = performance.now();
    expect((await harness.fetch({ url: server.url, connections: 8 })).state).toBe('completed');
    expect(performance.now() - began).toBeLessThan(2_500);
  });

  test('with a mirror the mirror brings the rest', async () => {
    const rules = [{ when: { from: 3 }, use: { status: 404 } }];
    const spent = await harness.serve({ size, rate: 2 << 20, rules });
    const mirror = await harness.serve({ size, rate: 2 << 20 });
    const end = await harness.fetch({ url: spent.url, mirrors: [mirror.url], connections: 8 });
    expect([end.state, mirror.bytesSent > size / 2]).toEqual(['completed', true]);
  });

  test('the limit of a host is no budget: connections are used again, and little comes twice', async () => {
    const rules = [{ when: { activeOver: 3 }, use: { status: 403 } }];
    const server = await harness.serve({ size: 2 * size, rate: 4 << 20, rules });
    const end = await harness.fetch({ url: server.url, connections: 8 });
    expect([end.state, server.maxConcurrent >= 3]).toEqual(['completed', true]);
    expect(end.refetched).toBeLessThan(size / 2);
  });
});

test.each(crews)(
  'A6: x %i, a server that sends the whole to every range: the first reply brings it',
  async (n) => {
    const server = await harness.serve({
      size,
      rate: 8 << 20,
      ranges: 'forced',
      shiftStart: -size,
      shiftEnd: size,
    });
    const end = await harness.fetch({ url: server.url, connections: n });
    expect(end).toMatchObject({ state: 'completed' });
  },
);
