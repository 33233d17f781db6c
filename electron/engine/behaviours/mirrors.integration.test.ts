import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RangeServerOptions } from '../testing/range-server/range-server-options.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { openHarness, sumOf, type EngineHarness } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte;

let harness: EngineHarness;

beforeEach(async () => {
  // Mirrors are compared and waited for in the clock's own time.
  harness = await openHarness({ speed: 4 });
});

afterEach(() => harness.close());

const strangers: readonly (readonly [string, RangeServerOptions])[] = [
  ['other bytes of the same size', { seed: 2 }],
  ['other bytes under the same entity tag', { seed: 2, etag: '"first"' }],
  ['a file of another size', { size: size + 1 }],
  ['no ranges', { ranges: 'ignored' }],
  ['a page in place of the file', { content: '<html>log in</html>', contentType: 'text/html' }],
  ['an error as 200', { content: '{"error":403}', contentType: 'application/json', ranges: 'ignored' }],
  ['nothing', { status: 404 }],
  ['shifted parts', { shiftStart: 7 }],
  ['coded parts', { encode: 'gzip' }],
];

describe.each([1, 8])('with %i connections at most', (connections) => {
  /** Slow enough for the mirror to be compared and used while the file still arrives. */
  const rate = connections === 1 ? 25_000_000 : 3_000_000;

  test('B12: a mirror with the same bytes takes part under a validator of its own', async () => {
    const server = await harness.serve({ size, rate });
    const mirror = await harness.serve({ size, rate, etag: '"mirror"', lastModified: null });
    const end = await harness.fetch({ url: server.url, mirrors: [mirror.url], connections });
    expect(end.state).toBe('completed');
    expect(mirror.bytesSent > 500_000).toBe(connections > 1);
  });

  test.each(strangers)(
    'B12, B13: a mirror with %s is set aside, and none of its bytes used',
    async (_what, other) => {
      // Three seconds for the file, unless the mirror is judged before: the rest comes at once then.
      const server = await harness.serve({ size, totalRate: connections > 1 ? size / 3 : 50_000_000 });
      const mirror = await harness.serve({ size, rate, ...other });
      const download = harness.begin({ url: server.url, mirrors: [mirror.url], connections });
      const judged = (): string | undefined => download.detail().sources[1]?.state;
      if (connections > 1) await harness.until(() => judged() === 'set-aside', download);
      server.setTotalRate(1e9);
      const end = await harness.ended(download);
      expect(end.state).toBe('completed');
      expect(end.download.detail().sources[1]?.received).toBe(0);
    },
  );

  test('B12: a mirror whose file changes during the download is set aside', async () => {
    const server = await harness.serve({ size, rate });
    const mirror = await harness.serve({
      size,
      rate,
      rules: [{ when: { from: 4 }, use: { seed: 2, etag: '"second"' } }],
    });
    const end = await harness.fetch({ url: server.url, mirrors: [mirror.url], connections });
    expect(end.state).toBe('completed');
    expect(end.log.join('\n')).not.toContain('starting over');
  });

  test('B1: after a change a mirror is compared anew, and its old bytes are not used', async () => {
    const server = await harness.serve({ size, rate });
    const mirror = await harness.serve({ size, rate });
    const download = harness.begin({ url: server.url, mirrors: [mirror.url], connections });
    await harness.until(() => download.view().received > mebibyte, download);
    server.behave({ seed: 2, etag: '"second"' });
    mirror.setRules([{ when: { to: mirror.requests.length + 6 }, use: { status: 503 } }]);
    mirror.dropConnections();
    server.dropConnections();
    const end = await harness.ended(download, { body: null });
    expect(end.state).toBe('completed');
    const bytes = await readFile(end.record.target ?? '');
    expect([1, 2].map((seed) => bytes.equals(seededBytes(seed, 0, size)))).toContain(true);
  });

  test('B12: with the first source gone the mirror brings the rest', async () => {
    const server = await harness.serve({ size, rate });
    const mirror = await harness.serve({ size, rate, etag: '"mirror"' });
    const download = harness.begin({ url: server.url, mirrors: [mirror.url], connections });
    await harness.until(() => download.view().received > mebibyte, download);
    server.behave({ status: 404 });
    server.dropConnections();
    const end = await harness.ended(download);
    expect(end.state).toBe('completed');
  });

  test('B12: with the first source gone a mirror with other bytes never completes the file', async () => {
    const server = await harness.serve({ size, rate });
    const mirror = await harness.serve({ size, rate, seed: 2 });
    const download = harness.begin({ url: server.url, mirrors: [mirror.url], connections });
    await harness.until(() => download.view().received > mebibyte, download);
    server.behave({ status: 404 });
    server.dropConnections();
    const end = await harness.ended(download);
    expect(end.state).toBe('interrupted');
    expect(end.download.detail().sources[1]?.received).toBe(0);
  });

  test('B14: a mirror that a checksum finds wrong leaves nothing under the final name', async () => {
    const server = await harness.serve({ size, rate });
    const mirror = await harness.serve({ size, rate });
    const checksum = sumOf(seededBytes(9, 0, size));
    const end = await harness.fetch({ url: server.url, mirrors: [mirror.url], connections, checksum });
    expect([end.state, end.code]).toEqual(['interrupted', 'file-hash-mismatch']);
  });
});
