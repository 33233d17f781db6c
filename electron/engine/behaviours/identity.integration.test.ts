import { stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { openHarness, sumOf, type EngineHarness, type FetchEnd } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte;
const changed = { seed: 2, size };
const first = sumOf(seededBytes(1, 0, size));

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ speed: 40, patience: 600_000 });
});

afterEach(() => harness.close());

function ifRanges(server: RangeServer): (string | null)[] {
  return server.requests.map((request) => request.headers['if-range'] ?? null);
}

function startsOver(end: FetchEnd): number {
  return end.log.filter((text) => text.includes('starting over')).length;
}

describe.each([1, 8])('with %i connections at most', (connections) => {
  /** Slow enough for every connection to take part, fast enough not to be waited for. */
  const rate = connections === 1 ? 50_000_000 : 12_000_000;

  test('B1: another strong entity tag during the download starts over once', async () => {
    const server = await harness.serve({
      size,
      rate,
      rules: [
        { when: { to: 1 }, use: { fault: { kind: 'reset', at: 3 * mebibyte } } },
        { when: { from: 2 }, use: { seed: 2, etag: '"second"', lastModified: null } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections, body: changed });
    expect([end.state, startsOver(end)]).toEqual(['completed', 1]);
    expect(end.record.validator).toBe('"second"');
  });

  test('B1: another file is noticed while the first stream still brings the old one', async () => {
    const server = await harness.serve({
      size,
      rules: [
        { when: { to: 1 }, use: { rate: 1_000_000 } },
        { when: { from: 2 }, use: { seed: 2, etag: '"second"' } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections: 8, body: changed });
    expect(end.state).toBe('completed');
    expect(server.requests[0]?.sent).toBeLessThan(size / 4);
  });

  test('B1: another entity tag under the same date and size is told from a node by the bytes', async () => {
    const server = await harness.serve({
      size,
      rules: [
        { when: { to: 1 }, use: { fault: { kind: 'reset', at: 3 * mebibyte } } },
        { when: { from: 2 }, use: { seed: 2, etag: '"second"' } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections: 1, body: changed });
    expect([end.state, startsOver(end)]).toEqual(['completed', 1]);
  });

  test('B2: another entity tag after a pause starts over, and keeps the old bytes until then', async () => {
    const server = await harness.serve({ size, rate });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    const asked = server.requests.length;
    server.behave({ seed: 2, etag: '"second"', firstByteDelay: 200 });
    harness.engine.resume(download.id);
    await server.until((stats) => stats.requests.length > asked);
    expect(server.requests.at(-1)?.headers['if-range']).toBe('"first"');
    expect((await stat(`${download.record.target ?? ''}.part`)).size).toBeGreaterThanOrEqual(mebibyte);
    const end = await harness.ended(download, { body: changed });
    expect([end.state, startsOver(end)]).toEqual(['completed', 1]);
  });

  test('B2: a file that changes a second time ends with server-changed', async () => {
    const server = await harness.serve({ size, rate });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    const asked = server.requests.length;
    server.behave({ seed: 2, etag: '"second"', rate: 2_000_000 });
    harness.engine.resume(download.id);
    await server.until(({ requests }) =>
      requests.slice(asked).some(({ range, sent }) => range?.first === 0 && sent > 300_000),
    );
    server.behave({ seed: 3, etag: '"third"' });
    server.dropConnections();
    const end = await harness.ended(download);
    expect([end.state, end.code, startsOver(end)]).toEqual(['interrupted', 'server-changed', 1]);
  });

  test('B3: a weak entity tag never stands in If-Range, and parts are still joined', async () => {
    const server = await harness.serve({ size, rate, etag: 'W/"same"', lastModified: null });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    const end = await harness.goOn(download);
    expect([end.state, startsOver(end)]).toEqual(['completed', 0]);
    expect(new Set(ifRanges(server))).toEqual(new Set([null]));
  });

  test('B3: beside a weak entity tag a strong date stands in If-Range', async () => {
    const date = 'Sun, 01 Nov 2020 10:00:00 GMT';
    const server = await harness.serve({ size, rate, etag: 'W/"same"', lastModified: date });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    const end = await harness.goOn(download);
    expect([end.state, startsOver(end)]).toEqual(['completed', 0]);
    expect(ifRanges(server).at(-1)).toBe(date);
  });

  test('B3: other bytes under the same weak entity tag are seen on resume', async () => {
    const server = await harness.serve({ size, rate, etag: 'W/"same"', lastModified: null });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    server.behave({ seed: 2 });
    const end = await harness.goOn(download, { body: changed });
    expect([end.state, startsOver(end)]).toEqual(['completed', 1]);
  });

  test('B4: a date of this very second is no strong validator', async () => {
    const now = 'Fri, 02 Jan 2026 03:04:05 GMT';
    const server = await harness.serve({ size, rate, etag: null, lastModified: now, date: now });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    server.behave({ seed: 2 });
    const end = await harness.goOn(download, { body: changed });
    expect([end.state, startsOver(end)]).toEqual(['completed', 1]);
    expect(new Set(ifRanges(server))).toEqual(new Set([null]));
  });

  test('B5: without any validator the totals decide, and on resume samples of the bytes', async () => {
    const server = await harness.serve({ size, rate, etag: null, lastModified: null });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    const end = await harness.goOn(download);
    expect([end.state, startsOver(end)]).toEqual(['completed', 0]);
    expect(server.maxConcurrent > 1).toBe(connections > 1);
  });

  test('B5: without any validator other bytes of the same size are seen on resume', async () => {
    const server = await harness.serve({ size, rate, etag: null, lastModified: null });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    server.behave({ seed: 2 });
    const end = await harness.goOn(download, { body: changed });
    expect([end.state, startsOver(end)]).toEqual(['completed', 1]);
  });

  test('B6: a server that knows only dates in If-Range is asked without it, and not failed', async () => {
    const server = await harness.serve({ size, rate, ifRange: 'date-only' });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    const asked = server.requests.length;
    const end = await harness.goOn(download);
    expect([end.state, startsOver(end)]).toEqual(['completed', 0]);
    const resumed = server.requests.slice(asked).map((request) => request.status);
    expect(resumed.slice(0, 2)).toEqual([200, 206]);
    expect(resumed.slice(2).every((status) => status === 206)).toBe(true);
  });

  test('B6: a server that knows only dates in If-Range, and another file: started over', async () => {
    const server = await harness.serve({ size, rate, ifRange: 'date-only' });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    server.behave({ seed: 2, etag: '"second"' });
    const end = await harness.goOn(download, { body: changed });
    expect([end.state, startsOver(end)]).toEqual(['completed', 1]);
  });

  test('B7: another entity tag from each node for the same bytes does not start over for ever', async () => {
    const server = await harness.serve({
      size,
      rate,
      etag: '"node-{connection}"',
      rules: [{ when: { every: 4 }, use: { fault: { kind: 'reset', at: 500_000 } } }],
    });
    const end = await harness.fetch({ url: server.url, connections, checksum: first });
    expect([end.state, startsOver(end)]).toEqual(['completed', 0]);
  });

  test('B8: other bytes under the same validator are seen by the checksum', async () => {
    const server = await harness.serve({ size, rate });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections, checksum: first });
    server.behave({ seed: 2 });
    const end = await harness.goOn(download);
    expect([end.state, end.code]).toEqual(['interrupted', 'file-hash-mismatch']);
    server.behave({ seed: 1 });
    const again = await harness.goOn(download);
    expect([again.state, again.record.computed]).toEqual(['completed', first]);
  });

  test('B9: a file cut short while it arrives is another file', async () => {
    const small = 2 * mebibyte;
    const server = await harness.serve({
      size,
      rate,
      rules: [
        { when: { to: 1 }, use: { fault: { kind: 'close', at: 3 * mebibyte } } },
        { when: { from: 2 }, use: { size: small, etag: '"short"' } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections, body: { seed: 1, size: small } });
    expect([end.state, startsOver(end)]).toEqual(['completed', 1]);
  });

  test('B10: a file that grew is another file, even under the same validator', async () => {
    const grown = size + 1_000;
    const server = await harness.serve({
      size,
      rate,
      rules: [
        { when: { to: 1 }, use: { fault: { kind: 'close', at: 3 * mebibyte } } },
        { when: { from: 2 }, use: { size: grown } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections, body: { seed: 1, size: grown } });
    expect([end.state, startsOver(end)]).toEqual(['completed', 1]);
  });

  test('B11: one node with an old file costs its connections and no byte', async () => {
    const server = await harness.serve({
      size,
      rate,
      rules: [
        { when: { to: 1 }, use: { fault: { kind: 'reset', at: 3 * mebibyte } } },
        { when: { every: 2 }, use: { seed: 2, etag: '"stale"' } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, startsOver(end)]).toEqual(['completed', 0]);
  });

  test('B14: a wrong checksum ends with file-hash-mismatch, and the bytes stay apart', async () => {
    const server = await harness.serve({ size, rate });
    const end = await harness.fetch({
      url: server.url,
      connections,
      checksum: sumOf(seededBytes(2, 0, size)),
    });
    expect([end.state, end.code]).toEqual(['interrupted', 'file-hash-mismatch']);
    expect(end.files).toEqual(['file.bin.part', 'file.bin.part.tributary']);
    const again = await harness.goOn(end.download);
    expect([again.state, again.code]).toEqual(['interrupted', 'file-hash-mismatch']);
  });

  test('B17: a file that is almost as long as it should be is not taken for complete', async () => {
    const server = await harness.serve({ size, rate });
    const target = (await harness.fetch({ url: server.url, connections })).record.target ?? '';
    await truncate(target, size - 50);
    const end = await harness.fetch({ url: server.url, connections, acceptExisting: true });
    expect([end.state, end.name]).toEqual(['completed', 'file (1).bin']);
    expect((await stat(join(harness.folder, 'file.bin'))).size).toBe(size - 50);
  });

  test('B17: 416 that names a slightly other size does not end the file', async () => {
    const server = await harness.serve({
      size,
      contentRange: 'bytes {first}-{last}/*',
      unsatisfiedRange: `bytes */${size + 50}`,
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code]).toEqual(['interrupted', 'server-changed']);
  });
});
