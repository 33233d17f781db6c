import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Behaviour } from '../testing/range-server/range-server-options.ts';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const size = 8 << 20;
const rate = 4 << 20;
const crews = [1, 8] as const;
let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness();
});
afterEach(() => harness.close());

/** On the machine's own clock, where the server measures waits. */
async function openReal(): Promise<void> {
  await harness.close();
  harness = await openHarness({ speed: 1 });
}

/**
 * Milliseconds from each request refused with this status, at once, to the next that began after it. What the server
 * hears of the end of its answer may come later than the answer itself.
 */
function waits(server: RangeServer, status: number): number[] {
  const { requests } = server;
  return requests
    .filter((request) => request.status === status)
    .flatMap(({ endedAt, startedAt: asked }) => {
      // Requests that were on their way when the answer came do not count.
      const later = requests.filter(({ startedAt }) => startedAt > (endedAt ?? 0) + 120);
      return later.length === 0 ? [] : [Math.min(...later.map(({ startedAt }) => startedAt)) - asked];
    });
}

describe('E1: Retry-After in seconds is never undercut', () => {
  test.each([429, 503])('x 1, HTTP %i to the first request', async (status) => {
    await openReal();
    const rules = [{ when: { to: 2 }, use: { status, retryAfter: 1 } }];
    const server = await harness.serve({ size, rules });
    expect(await harness.fetch({ url: server.url })).toMatchObject({ state: 'completed', requests: 3 });
    for (const wait of waits(server, status)) {
      expect(wait).toBeGreaterThanOrEqual(995);
      expect(wait).toBeLessThan(1_600);
    }
    expect(waits(server, status)).toHaveLength(2);
  });

  test.each([429, 503])('x 8, HTTP %i to what is more than three at a time', async (status) => {
    await openReal();
    const rules = [{ when: { activeOver: 3 }, use: { status, retryAfter: 1 } }];
    const server = await harness.serve({ size: 6 << 20, rate: 1 << 20, rules });
    expect((await harness.fetch({ url: server.url, connections: 8 })).state).toBe('completed');
    for (const wait of waits(server, status)) expect(wait).toBeGreaterThanOrEqual(995);
    expect(waits(server, status).length).toBeGreaterThan(0);
  });

  test('a connection that is told to wait does not hold back a download that is complete', async () => {
    await openReal();
    const rules = [{ when: { activeOver: 1 }, use: { status: 429, retryAfter: 20 } }];
    const server = await harness.serve({ size, rate: 2 * rate, rules });
    const began = performance.now();
    const end = await harness.fetch({ url: server.url, connections: 8, within: 40_000 });
    expect([end.state, performance.now() - began < 10_000]).toEqual(['completed', true]);
  });
});

describe('E2: Retry-After as a date, in the past, and far away', () => {
  test('a date is measured against the server’s own', async () => {
    await openReal();
    const rules = [{ when: { to: 1 }, use: { status: 503, retryAfter: { dateIn: 2 } } }];
    const server = await harness.serve({ size, rules });
    expect((await harness.fetch({ url: server.url })).state).toBe('completed');
    expect(waits(server, 503)[0]).toBeGreaterThanOrEqual(1_995);
  });

  test.each(crews)('x %i, a date that has passed, or nonsense, asks for no wait', async (connections) => {
    for (const retryAfter of [{ dateIn: -100 }, 'soon', '-1', '']) {
      const rules = [{ when: { to: 1 }, use: { status: 503, retryAfter } }];
      const server = await harness.serve({ size, rules });
      const end = await harness.fetch({ url: server.url, connections });
      expect([end.state, end.requests >= 2]).toEqual(['completed', true]);
    }
  });

  test.each(['3601', '99999999999999999999', { dateIn: 86_400 }])(
    'more than an hour (%j) is left to the person, who reads how long',
    async (retryAfter) => {
      const server = await harness.serve({ status: 429, retryAfter });
      const end = await harness.fetch({ url: server.url });
      expect(end).toMatchObject({ state: 'interrupted', code: 'server-asked-to-wait', requests: 1 });
      const { state } = end.record;
      const wait = state.kind === 'interrupted' ? state.failure.facts?.['wait'] : null;
      expect(wait).toBeGreaterThan(3_600_000);
    },
  );
});

describe('E3: a server that bears two connections', () => {
  const refusals: readonly (readonly [string, Partial<Behaviour>])[] = [
    ['403', { status: 403 }],
    ['429', { status: 429 }],
    ['503', { status: 503 }],
    ['a reset', { fault: { kind: 'reset', at: 'before-head' } }],
  ];

  test.each(refusals)(
    'says so with %s: fewer are used, now and for the next download',
    async (_what, use) => {
      const server = await harness.serve({ size, rate, rules: [{ when: { activeOver: 2 }, use }] });
      const refused = (): number =>
        server.requests.filter(({ sent, status }) => sent === 0 || status > 206).length;
      expect((await harness.fetch({ url: server.url, connections: 8 })).state).toBe('completed');
      const first = refused();
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThanOrEqual(24);
      await server.until(({ active }) => active === 0);
      const end = await harness.fetch({ url: `${server.origin}/next.bin`, connections: 8 });
      expect([end.state, refused() - first]).toEqual(['completed', 0]);
      expect(server.bytesSent).toBeLessThan(2.3 * size);
    },
  );
});

test.each([403, 429, 503])(
  'E4: one connection only, and the probe is it: HTTP %i to others',
  async (status) => {
    const rules = [{ when: { activeOver: 1 }, use: { status } }];
    const server = await harness.serve({ size, rate: 4 << 20, rules });
    const end = await harness.fetch({ url: server.url, connections: 8 });
    expect(end).toMatchObject({ state: 'completed', refetched: 0 });
    expect(server.requests[0]).toMatchObject({ sent: size, end: 'whole' });
  },
);

describe('E5: a limit that holds over all downloads of a host', () => {
  /** Milliseconds by which a busy server may hear late that a request was given up. */
  const heardLate = 250;

  /** Most requests that were being answered at one moment. */
  function mostAtOnce(server: RangeServer): number {
    const ends = server.requests.flatMap(({ startedAt, endedAt }) => [
      [startedAt, 1] as const,
      [Math.max(startedAt, (endedAt ?? Infinity) - heardLate), -1] as const,
    ]);
    let now = 0;
    const counts = ends.sort(([a, x], [b, y]) => a - b || x - y).map(([, step]) => (now += step));
    return Math.max(...counts);
  }

  /** Three downloads together stand at four connections at most, and use them. */
  async function expectFourAtMost(
    server: RangeServer,
    names: readonly string[],
    connections: number,
  ): Promise<void> {
    const downloads = names.map((name) => harness.begin({ url: `${server.origin}/${name}`, connections }));
    for (const download of downloads) expect((await harness.ended(download)).state).toBe('completed');
    expect(mostAtOnce(server)).toBeLessThanOrEqual(4);
    expect(mostAtOnce(server)).toBeGreaterThanOrEqual(connections === 1 ? 3 : 4);
  }

  test.each(crews)('x %i each, three downloads keep to the budget of four together', async (connections) => {
    await harness.close();
    harness = await openHarness({ connectionsPerHost: 4, jobs: 3 });
    // A first contact is made whatever others do. All three are under way before one of them is answered.
    const rules = [{ when: { to: 3 }, use: { firstByteDelay: 500 } }];
    const server = await harness.serve({ size: 4 << 20, rate: 2 << 20, rules });
    await expectFourAtMost(server, ['a', 'b', 'c'], connections);
  });

  test.each(crews)(
    'x %i each, a first contact without an answer yet has its place in it',
    async (connections) => {
      await harness.close();
      harness = await openHarness({ connectionsPerHost: 4, jobs: 3 });
      const rules = ['/b', '/c'].map((path) => ({ when: { path, to: 1 }, use: { firstByteDelay: 800 } }));
      const server = await harness.serve({ size: 4 << 20, rate: 1 << 20, rules });
      await expectFourAtMost(server, ['b', 'c', 'a'], connections);
    },
  );

  test('a server that refuses the fifth of an address is asked for no more than it bears', async () => {
    const rules = [{ when: { activeOver: 4 }, use: { status: 503 } }];
    const server = await harness.serve({ size: 4 << 20, rate: 1 << 20, rules });
    const downloads = ['a', 'b', 'c'].map((name) =>
      harness.begin({ url: `${server.origin}/${name}`, connections: 8 }),
    );
    for (const download of downloads) expect((await harness.ended(download)).state).toBe('completed');
    const refused = server.requests.filter(({ status }) => status === 503).length;
    expect(refused).toBeLessThanOrEqual(36);
    const before = server.requests.length;
    expect((await harness.fetch({ url: `${server.origin}/d`, connections: 8 })).state).toBe('completed');
    expect(server.requests.slice(before).every(({ status }) => status === 206)).toBe(true);
  });
});

describe('E6: an error page is never data', () => {
  const errorBody = 'not the file '.repeat(20_000);

  test.each(crews)('x %i, in the middle of a download', async (connections) => {
    const server = await harness.serve({ size, errorBody, fault: { kind: 'close', at: 500_000 } });
    server.setRules([{ when: { every: 2 }, use: { status: 500, fault: null } }]);
    expect((await harness.fetch({ url: server.url, connections })).state).toBe('completed');
    expect(server.requests.some(({ status }) => status === 500)).toBe(true);
  });

  test('in place of the file', async () => {
    const server = await harness.serve({ status: 500, errorBody });
    const end = await harness.fetch({ url: server.url });
    expect(end).toMatchObject({ state: 'interrupted', code: 'server-unavailable', files: [] });
  });
});

describe('E7: a server that is down for a while', () => {
  test.each(crews)('x %i, at the start', async (connections) => {
    const server = await harness.serve({ size, rules: [{ when: { before: 500 }, use: { status: 500 } }] });
    expect((await harness.fetch({ url: server.url, connections })).state).toBe('completed');
    expect(server.requests[0]?.status).toBe(500);
  });

  test.each(crews)('x %i, in the middle', async (connections) => {
    const server = await harness.serve({ size, rate, fault: { kind: 'close', at: 1_000_000 } });
    const rules = [{ when: { from: 2, before: 700 }, use: { status: 502, fault: null } }];
    server.setRules(rules);
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    expect(server.requests.filter(({ status }) => status === 502).length).toBeGreaterThan(0);
  });
});
