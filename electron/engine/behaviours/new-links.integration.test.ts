import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refreshLink, type LinkRefusal } from '../answers/refresh-link.ts';
import type { Download } from '../download.ts';
import type { RangeServerOptions } from '../testing/range-server/range-server-options.ts';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { openHarness, sumOf, type EngineHarness } from './engine-harness.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte;
const body = { seed: 1, size };
const expired = { status: 403 };

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ speed: 40, patience: 600_000 });
});
afterEach(() => harness.close());

/** Null where the link was taken, else why not. */
async function give(download: Download, url: string): Promise<LinkRefusal | null> {
  const given = await refreshLink(harness.engine, download.id, new URL(url));
  return given.ok ? null : given.failure;
}

describe.each([1, 8])('F9: a new link, with %i connections at most', (connections) => {
  const rate = connections === 1 ? 50_000_000 : 12_000_000;

  /** A download whose link has expired with some of its bytes here. */
  async function stopped(
    options: RangeServerOptions = {},
  ): Promise<{ old: RangeServer; download: Download }> {
    const old = await harness.serve({ size, rate, ...options });
    const url = `${old.origin}/file.bin?signature=1`;
    const download = await harness.fetchUntil(mebibyte, { url, connections });
    old.behave(expired);
    const end = await harness.goOn(download);
    expect([end.state, end.code]).toEqual(['interrupted', 'server-link-expired']);
    return { old, download };
  }

  test('of the same file is proven by samples, and the download goes on with its bytes', async () => {
    const { old, download } = await stopped();
    const { received } = download.record;
    old.setRules([{ when: { path: '/again.bin' }, use: { status: null } }]);
    const { length } = old.requests;
    const url = `${old.origin}/again.bin?signature=2`;
    expect(await give(download, url)).toBeNull();
    const samples = old.requests.slice(length).filter(({ range }) => (range?.last ?? Infinity) < size - 1);
    expect(samples[0]?.range?.first).toBe(0);
    const end = await harness.ended(download, { body });
    // It is the same file under the same name, whatever the link calls it.
    expect([end.state, end.name, end.record.url]).toEqual(['completed', 'file.bin', url]);
    // Under a quick clock the very last bytes are asked of two connections.
    if (connections > 1) return;
    const after = old.requests.slice(length).filter(({ status }) => status === 206);
    const brought = after.reduce((sum, { sent }) => sum + sent, 0);
    expect([end.refetched, brought <= size - received + mebibyte / 8]).toEqual([0, true]);
  });

  test.each([
    ['another size', { size: size + 1 }, 'size'],
    ['another version', { etag: '"second"', lastModified: null, seed: 2 }, 'version'],
    ['other bytes', { seed: 2 }, 'bytes'],
    ['other bytes, and no validator', { seed: 2, etag: null, lastModified: null }, 'bytes'],
  ])('of %s is refused, and everything stays as it was', async (_what, options, what) => {
    const { old, download } = await stopped();
    const { record } = download;
    const part = `${record.target ?? ''}.part`;
    const before = [await readFile(part), await readFile(`${part}.tributary`)];
    old.behave({ status: null, ...options });
    expect(await give(download, `${old.origin}/again.bin`)).toEqual({ kind: 'differs', what });
    expect([download.record.url, download.state, download.record.received]).toEqual([
      record.url,
      record.state,
      record.received,
    ]);
    expect(await readFile(part)).toEqual(before[0]);
    // The old link still goes on where it was, if it is let in again.
    old.behave({
      status: null,
      size,
      seed: 1,
      etag: '"first"',
      lastModified: 'Sun, 01 Nov 2020 10:00:00 GMT',
    });
    const end = await harness.goOn(download, { body });
    expect([end.state, end.record.url]).toEqual(['completed', record.url]);
  });

  test('that does not answer, brings a page or no ranges is refused', async () => {
    const { old, download } = await stopped();
    expect(await give(download, `${old.origin}/b`)).toMatchObject({ failure: { code: 'server-forbidden' } });
    old.behave({
      status: null,
      content: '<html>Sign in</html>',
      contentType: 'text/html',
      ranges: 'ignored',
    });
    expect(await give(download, `${old.origin}/file.bin`)).toMatchObject({
      kind: 'failed',
      failure: { code: 'server-unexpected-page' },
    });
    const other = await harness.serve({ size, ranges: 'ignored', etag: null, lastModified: null });
    expect(await give(download, other.url)).toEqual({
      kind: 'failed',
      failure: { code: 'server-no-resume' },
    });
    expect(download.state).toMatchObject({ kind: 'interrupted', failure: { code: 'server-link-expired' } });
  });

  test('at another origin: its own tags do not count against it, its bytes do', async () => {
    const { download } = await stopped();
    const other = await harness.serve({ size, rate, etag: '"mirror"', lastModified: null });
    const wrong = await harness.serve({ size, seed: 2 });
    expect(await give(download, wrong.url)).toEqual({ kind: 'differs', what: 'bytes' });
    expect(await give(download, other.url)).toBeNull();
    const end = await harness.ended(download, { body });
    expect([end.state, end.log.join('\n').includes('starting over')]).toEqual(['completed', false]);
    // What the new origin calls the file is what it is asked by.
    const conditions = other.requests.map(({ headers }) => headers['if-range'] ?? null);
    expect(conditions).toContain('"mirror"');
    expect(conditions).not.toContain('"first"');
  });

  test('headers that were given for the old origin do not go to a new one', async () => {
    const old = await harness.serve({ size, rate });
    const headers = [['Authorization', 'Bearer key']] as const;
    const download = await harness.fetchUntil(mebibyte, { url: old.url, connections, headers });
    const other = await harness.serve({ size, rate });
    expect(await give(download, other.url)).toBeNull();
    // It was paused, and stays so.
    expect(download.state.kind).toBe('paused');
    expect((await harness.goOn(download, { body })).state).toBe('completed');
    expect(other.requests.length).toBeGreaterThan(1);
    for (const request of other.requests) expect(request.headers).not.toHaveProperty('authorization');
    expect(old.requests.every((request) => request.headers['authorization'] === 'Bearer key')).toBe(true);
  });

  test('for a download that runs: proven beside it, then gone on with', async () => {
    const old = await harness.serve({ size, rate: 1 << 20 });
    const download = harness.begin({ url: old.url, connections });
    await harness.until(() => download.view().received > mebibyte / 2, download);
    const wrong = await harness.serve({ size, seed: 2 });
    expect(await give(download, wrong.url)).toEqual({ kind: 'differs', what: 'bytes' });
    expect(download.state.kind).toBe('downloading');
    const other = await harness.serve({ size, rate });
    expect(await give(download, other.url)).toBeNull();
    const end = await harness.ended(download, { body });
    expect([end.state, end.record.url, other.bytesSent > size / 2]).toEqual(['completed', other.url, true]);
  });

  test('survives the end of the program', async () => {
    const { download } = await stopped();
    const other = await harness.serve({ size, rate: 2 << 20 });
    expect(await give(download, other.url)).toBeNull();
    await other.until((stats) => stats.active > 0);
    const [again] = await harness.restart();
    if (again === undefined) throw new Error('It is not on the list.');
    expect(again.record.url).toBe(other.url);
    other.behave({ rate: null });
    expect((await harness.ended(again, { body })).state).toBe('completed');
  });

  test('where nothing is here yet, it has to answer, and is not asked twice for that', async () => {
    const old = await harness.serve({ status: 404 });
    const end = await harness.fetch({ url: old.url, connections });
    expect(end.code).toBe('server-not-found');
    expect(await give(end.download, `${old.origin}/b`)).toMatchObject({
      failure: { code: 'server-not-found' },
    });
    const once = await harness.serve({ size, rules: [{ when: { from: 2 }, use: { status: 404 } }] });
    expect(await give(end.download, once.url)).toBeNull();
    expect((await harness.ended(end.download, { body })).state).toBe('completed');
  });

  test('a pause ends the proof, and a finished download takes no link', async () => {
    const { old, download } = await stopped();
    const silent = await harness.serve({ fault: { kind: 'stall', at: 'before-head' } });
    const proving = give(download, silent.url);
    await silent.until((stats) => stats.active > 0);
    await harness.engine.pause(download.id);
    expect(await proving).toMatchObject({ kind: 'failed', failure: { code: 'user-stopped' } });
    old.behave({ status: null });
    expect((await harness.goOn(download, { body })).state).toBe('completed');
    expect(await give(download, old.url)).toEqual({ kind: 'finished' });
  });
});

test('B7: with a checksum another tag of the same origin is left to it', async () => {
  const checksum = sumOf(seededBytes(1, 0, size));
  const server = await harness.serve({ size, rate: 50_000_000 });
  const download = await harness.fetchUntil(mebibyte, { url: server.url, checksum });
  server.behave({ etag: '"second"', lastModified: null });
  expect(await give(download, `${server.origin}/again.bin`)).toBeNull();
  const end = await harness.goOn(download, { body });
  expect([end.state, end.record.computed]).toEqual(['completed', checksum]);
});
