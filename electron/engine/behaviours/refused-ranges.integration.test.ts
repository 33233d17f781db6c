import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte;

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ speed: 40, patience: 600_000 });
});

afterEach(() => harness.close());

/** Requests that asked for no range. */
function plain(server: RangeServer): number {
  return server.requests.filter((request) => request.range === null).length;
}

function starts(server: RangeServer): (number | null)[] {
  return server.requests.map((request) => request.range?.first ?? null);
}

describe.each([1, 8])('with %i connections at most', (connections) => {
  /** Slow enough for every connection to take part, fast enough not to be waited for. */
  const rate = connections === 1 ? 50_000_000 : 12_000_000;

  test('A16: 416 that names the very size ends a file of unknown total, without a rewrite', async () => {
    const server = await harness.serve({ size, contentRange: 'bytes {first}-{last}/*' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, starts(server), server.requests.at(-1)?.status]).toEqual([
      'completed',
      [0, size],
      416,
    ]);
    expect(server.bytesSent - size).toBeLessThan(200);
  });

  test('A17: 416 without Content-Range is checked by asking for everything', async () => {
    const server = await harness.serve({
      size,
      contentRange: 'bytes {first}-{last}/*',
      unsatisfiedRange: null,
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, starts(server)]).toEqual(['completed', [0, size, null]]);
  });

  test('A17: 416 with another size means another file', async () => {
    const server = await harness.serve({ size, rate });
    const download = await harness.fetchUntil(3 * mebibyte, { url: server.url, connections: 1 });
    server.behave({ size: mebibyte, seed: 2, ifRange: 'ignored' });
    const end = await harness.goOn(download, { body: { seed: 2, size: mebibyte } });
    expect([end.state, end.record.size]).toEqual(['completed', mebibyte]);
    expect(end.log.join('\n')).toContain('starting over');
  });

  test.each([
    ['416 that names the size', 416, 'bytes */{total}'],
    ['416 that names nothing', 416, null],
  ])(
    'A19: where %s refuses large ranges and no range, pieces are asked for',
    async (_how, status, unsatisfied) => {
      const server = await harness.serve({
        size,
        rate,
        maxRange: 2 * mebibyte,
        rangeRefusal: status,
        unsatisfiedRange: unsatisfied,
      });
      const end = await harness.fetch({ url: server.url, connections });
      expect([end.state, end.record.size, server.maxConcurrent > 1]).toEqual([
        'completed',
        size,
        connections > 1,
      ]);
    },
  );

  test('A19: after a pause large ranges that are refused now are asked for in pieces', async () => {
    const server = await harness.serve({ size, rate });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections: 1 });
    server.behave({ maxRange: 2 * mebibyte });
    const end = await harness.goOn(download);
    expect([end.state, plain(server)]).toEqual(['completed', 0]);
  });

  test('A20: a server that refuses small ranges still brings everything', async () => {
    const server = await harness.serve({
      size,
      minRange: 3 * mebibyte,
      rules: [{ when: { to: 1 }, use: { fault: { kind: 'reset', at: 6 * mebibyte } } }],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
  });

  test('A18: 416 to bytes=0- of nothing is an empty file', async () => {
    for (const unsatisfiedRange of ['bytes */{total}', null]) {
      const server = await harness.serve({ size: 0, unsatisfiedRange });
      const end = await harness.fetch({ url: server.url, connections });
      expect([end.state, end.record.size]).toEqual(['completed', 0]);
    }
  });
});
