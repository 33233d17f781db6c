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

  test('A1: ranges are used where they are honoured, though nothing announced them', async () => {
    const server = await harness.serve({ acceptRanges: null, size, rate });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.maxConcurrent > 1, plain(server)]).toEqual(['completed', connections > 1, 0]);
    expect(end.download.view().ranges).toBe('yes');
  });

  test('A2: Accept-Ranges none is one stream, and a resume begins at the front', async () => {
    const server = await harness.serve({ acceptRanges: 'none', ranges: 'ignored', size, rate });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    expect(download.view().ranges).toBe('no');
    const end = await harness.goOn(download);
    expect([end.state, server.maxConcurrent]).toEqual(['completed', 1]);
  });

  test('A3: a 200 to the first range request becomes the single stream', async () => {
    const server = await harness.serve({ ranges: 'ignored', size, rate });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.requests, server.maxConcurrent]).toEqual(['completed', 1, 1]);
    expect(server.bytesSent).toBe(size);
  });

  test('A4: a 200 to a resume passes over what is there when the validator is the same', async () => {
    const server = await harness.serve({ size, rate });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    server.behave({ ranges: 'ignored' });
    const kept = download.record.received;
    const end = await harness.goOn(download);
    expect([end.state, end.refetched]).toEqual(['completed', kept]);
    expect(end.log.join('\n')).not.toContain('starting over');
  });

  test('A4: a 200 to a resume without any validator starts over', async () => {
    const server = await harness.serve({ size, rate, etag: null, lastModified: null });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    server.behave({ ranges: 'ignored', seed: 2 });
    const end = await harness.goOn(download, { body: { seed: 2, size } });
    expect(end.state).toBe('completed');
    expect(end.log.join('\n')).toContain('starting over');
  });

  test('A4: a 200 without a validator to a resume that names one starts over', async () => {
    const server = await harness.serve({ size, rate });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    server.behave({ ranges: 'ignored', seed: 2, etag: null, lastModified: null });
    const end = await harness.goOn(download, { body: { seed: 2, size } });
    expect(end.state).toBe('completed');
    expect(end.log.join('\n')).toContain('starting over');
  });

  test('A5: one node that ignores Range costs its connection and no byte', async () => {
    const server = await harness.serve({
      size,
      rate: 8_000_000,
      rules: [{ when: { every: 3 }, use: { ranges: 'ignored' } }],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
  });

  test('A5: ranges that are ignored after the first reply end in one stream', async () => {
    const server = await harness.serve({
      size,
      rate,
      rules: [
        { when: { to: 1 }, use: { fault: { kind: 'reset', at: mebibyte } } },
        { when: { from: 2 }, use: { ranges: 'ignored' } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    expect(server.requests.at(-1)?.status).toBe(200);
  });

  test('A6: 206 with a shifted start is rejected, and the rest arrives in one stream', async () => {
    const server = await harness.serve({ size, rate, shiftStart: 1 });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, plain(server), server.requests.length]).toEqual(['completed', 1, 2]);
  });

  test('A6: 206 with a shifted start to later requests costs their connections and no byte', async () => {
    const server = await harness.serve({
      size,
      rate,
      rules: [
        { when: { to: 1 }, use: { fault: { kind: 'close', at: 3 * mebibyte } } },
        { when: { from: 2, ranged: true }, use: { shiftStart: -1 } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, plain(server) > 0]).toEqual(['completed', true]);
  });

  test('A6: a shifted start that nothing cures ends with server-bad-range', async () => {
    const server = await harness.serve({ size, shiftStart: 1, ranges: 'forced' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-bad-range', []]);
  });

  test('A7: 206 with less than was asked is kept, and the remainder asked for', async () => {
    const server = await harness.serve({ size, maxReply: 700_000 });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, plain(server)]).toEqual(['completed', 0]);
    expect(server.requests.length).toBeGreaterThanOrEqual(Math.ceil(size / 700_000));
  });

  test('A8: 206 with more than was asked is used only as far as it was asked for', async () => {
    const server = await harness.serve({ size, rate, shiftEnd: 50 });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, plain(server), server.maxConcurrent > 1]).toEqual(['completed', 0, connections > 1]);
  });

  test('A9: 206 without Content-Range falls back to one stream', async () => {
    const server = await harness.serve({ size, rate, contentRange: null });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, starts(server), server.requests.at(-1)?.status]).toEqual([
      'completed',
      [0, null],
      200,
    ]);
  });

  test('A10: an unknown total is found at the end of the bytes', async () => {
    const server = await harness.serve({ size, contentRange: 'bytes {first}-{last}/*' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.record.size]).toEqual(['completed', size]);
  });

  test('A10: an unknown total in later replies is accepted where the first one told it', async () => {
    const server = await harness.serve({
      size,
      rate,
      rules: [{ when: { from: 2 }, use: { contentRange: 'bytes {first}-{last}/*' } }],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.maxConcurrent > 1]).toEqual(['completed', connections > 1]);
  });

  test('A11: a total that differs is another file: everything begins again, once', async () => {
    const server = await harness.serve({
      size,
      rules: [
        { when: { to: 1 }, use: { fault: { kind: 'reset', at: mebibyte } } },
        { when: { from: 2 }, use: { size: size + 5, etag: null, lastModified: null } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections, body: { seed: 1, size: size + 5 } });
    expect(end.state).toBe('completed');
    expect(end.log.filter((text) => text.includes('changed on the server'))).toHaveLength(1);
  });

  test('A11: a total that differs every time ends with server-changed', async () => {
    const server = await harness.serve({
      size,
      etag: null,
      lastModified: null,
      fault: { kind: 'reset', at: mebibyte },
      rules: [2, 3, 4, 5, 6, 7, 8, 9].map((from) => ({ when: { from }, use: { size: size + from } })),
    });
    const end = await harness.fetch({ url: server.url, connections: 1, body: null });
    expect([end.state, end.code]).toEqual(['interrupted', 'server-changed']);
    expect(server.requests.length).toBeLessThan(12);
  });

  test.each([
    ['with = after the unit', 'bytes={first}-{last}/{total}'],
    ['without a unit', '{first}-{last}/{total}'],
  ])('A12: Content-Range %s is tolerated', async (_form, contentRange) => {
    const server = await harness.serve({ size, rate, contentRange });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, plain(server), server.maxConcurrent > 1]).toEqual(['completed', 0, connections > 1]);
  });

  test.each([
    ['a last byte at or past the total', 'bytes {first}-{total}/{total}'],
    ['a total below the last byte', 'bytes {first}-{last}/9'],
    ['no numbers', 'bytes all'],
    ['the last byte first', 'bytes {last}-{first}/{total}'],
  ])('A12: Content-Range with %s is rejected', async (_form, contentRange) => {
    const server = await harness.serve({ size, rate, contentRange });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, starts(server)]).toEqual(['completed', [0, null]]);
  });

  test('A13: another range unit falls back to one stream', async () => {
    const server = await harness.serve({ size, rate, contentRange: 'seconds {first}-{last}/{total}' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, starts(server)]).toEqual(['completed', [0, null]]);
  });

  test('A14: multipart/byteranges for one range never puts its boundaries into the file', async () => {
    const server = await harness.serve({ size, rate, ranges: 'multipart' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, starts(server)]).toEqual(['completed', [0, null]]);
  });

  test('A15: 206 to a request without Range is rejected', async () => {
    const server = await harness.serve({ size, ranges: 'forced', contentRange: null });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-bad-range', []]);
  });
});
