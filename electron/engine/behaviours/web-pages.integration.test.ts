import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepPage } from '../answers/kept-page.ts';
import type { RangeServerOptions } from '../testing/range-server/range-server-options.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { openHarness, sumOf, type EngineHarness } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 4 * mebibyte;
const page = '<!doctype html><html><title>Sign in to the network</title><p>Hello.</p></html>\n';
/** What a captive portal says to whatever is asked. */
const portal = {
  content: page,
  contentType: 'text/html',
  ranges: 'ignored',
  etag: null,
  lastModified: null,
} as const satisfies RangeServerOptions;
const zip = Buffer.from(`PK\x03\x04${'x'.repeat(2_000)}`, 'latin1').toString('latin1');

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ speed: 40, patience: 600_000 });
});
afterEach(() => harness.close());

describe.each([1, 8])('with %i connections at most', (connections) => {
  test('D11: a page for every address is no file, and nothing stays of it', async () => {
    const server = await harness.serve(portal);
    const end = await harness.fetch({ url: `${server.origin}/disc.iso`, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-unexpected-page', []]);
    expect(server.requests.length).toBeLessThan(3);
  });

  test('D11: a portal that knows ranges', async () => {
    const server = await harness.serve({ ...portal, ranges: 'honoured' });
    const end = await harness.fetch({ url: `${server.origin}/disc.iso`, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-unexpected-page', []]);
  });

  test('D11: a portal that leads to its own page', async () => {
    const login = await harness.serve(portal);
    const server = await harness.serve({ redirect: { status: 302, to: `${login.origin}/login` } });
    const end = await harness.fetch({ url: `${server.origin}/disc.iso`, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-unexpected-page', []]);
  });

  test('D11: 511, a portal that says what it is', async () => {
    const server = await harness.serve({ status: 511, errorBody: page });
    const end = await harness.fetch({ url: `${server.origin}/x`, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-unexpected-page', []]);
  });

  test('D11: on resume the bytes are kept, and once the portal is gone it goes on exactly', async () => {
    const rate = 8 << 20;
    const server = await harness.serve({ size, rate });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    const { received } = download.record;
    server.behave(portal);
    const stopped = await harness.goOn(download);
    expect([stopped.code, stopped.record.received]).toEqual(['server-unexpected-page', received]);
    expect(stopped.log.join('\n')).not.toContain('starting over');
    expect(keepPage(harness.engine, download.id)).toBe(false);
    server.behave({
      content: null,
      contentType: 'application/octet-stream',
      ranges: 'honoured',
      etag: '"first"',
      lastModified: 'Sun, 01 Nov 2020 10:00:00 GMT',
    });
    const end = await harness.goOn(download);
    expect(end.state).toBe('completed');
    // Under a quick clock the very last bytes are asked of two connections.
    if (connections === 1) expect(end.refetched).toBe(0);
  });

  test.each([
    { what: 'a download', path: 'file.bin', options: {} },
    { what: 'a file of which nobody told name or type', path: 'get', options: { contentType: null } },
  ])('D11: in the middle of $what', async ({ path, options }) => {
    const server = await harness.serve({ size, rate: 2 << 20, ...options });
    const download = harness.begin({ url: `${server.origin}/${path}`, connections });
    await server.until((stats) => stats.bytesSent > mebibyte);
    server.behave(portal);
    server.dropConnections();
    const end = await harness.ended(download);
    expect([end.state, end.code]).toEqual(['interrupted', 'server-unexpected-page']);
    expect(end.record.received).toBeGreaterThan(0);
  });

  test('F14: a page that the person wants is fetched as it is', async () => {
    const server = await harness.serve(portal);
    const stopped = await harness.fetch({ url: `${server.origin}/disc.iso`, connections });
    expect(keepPage(harness.engine, stopped.download.id)).toBe(true);
    const end = await harness.ended(stopped.download, { body: Buffer.from(page) });
    expect([end.state, end.name]).toEqual(['completed', 'disc.iso']);
    expect(keepPage(harness.engine, stopped.download.id)).toBe(false);
  });

  test.each([
    ['a page of that name', '/index.html', {}],
    ['a page without an ending', '/about', {}],
    ['a page made by a program', '/download.php?file=disc.iso', {}],
    ['an attachment', '/disc.iso', { contentDisposition: 'attachment; filename="disc.iso"' }],
  ])('F14: %s is what was asked for', async (_what, path, options) => {
    const server = await harness.serve({ ...portal, ...options });
    const end = await harness.fetch({ url: `${server.origin}${path}`, connections });
    expect(end.state).toBe('completed');
  });

  test('F14: a name that is given to a page says that it is wanted', async () => {
    const server = await harness.serve(portal);
    const end = await harness.fetch({ url: `${server.origin}/disc.iso`, name: 'page.html', connections });
    expect([end.state, end.name]).toEqual(['completed', 'page.html']);
  });

  test('F14: a file that its server only calls a page is told by its bytes', async () => {
    const server = await harness.serve({ content: zip, contentType: 'text/html' });
    const end = await harness.fetch({ url: `${server.origin}/archive.zip`, connections });
    expect(end.state).toBe('completed');
    const large = await harness.serve({ size, rate: 8 << 20, contentType: 'text/html' });
    expect((await harness.fetch({ url: large.url, connections })).state).toBe('completed');
  });

  test('F14: a page at an expired link is looked behind at the first address', async () => {
    const [expiring, fresh] = [await harness.serve({ size, rate: 2 << 20 }), await harness.serve({ size })];
    const first = await harness.serve({
      rules: [expiring, fresh].map(({ url }, index) => ({
        when: { from: index + 1 },
        use: { redirect: { status: 302, to: url } },
      })),
    });
    const download = harness.begin({ url: `${first.origin}/get`, connections });
    await expiring.until((stats) => stats.bytesSent >= mebibyte);
    expiring.behave(portal);
    expiring.dropConnections();
    const end = await harness.ended(download, { body: { seed: 1, size } });
    expect([end.state, first.requests.length]).toEqual(['completed', 2]);
  });

  test('B13: a mirror that answers with a page is set aside', async () => {
    const server = await harness.serve({ size, rate: 4 << 20 });
    const mirror = await harness.serve(portal);
    const end = await harness.fetch({
      url: server.url,
      mirrors: [`${mirror.origin}/file.bin`],
      connections,
      checksum: sumOf(seededBytes(1, 0, size)),
    });
    expect(end.state).toBe('completed');
    expect(end.download.sources[1]?.received).toBe(0);
  });
});
