import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerChanged } from '../answers/changed-file.ts';
import type { Download } from '../download.ts';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness, type FetchEnd } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte;
const changed = { seed: 2, size };
const second = { seed: 2, etag: '"second"', lastModified: null };

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ speed: 40, patience: 600_000, asks: true });
});
afterEach(() => harness.close());

const startsOver = ({ log }: FetchEnd): boolean => log.join('\n').includes('starting over');

async function partOf(download: Download): Promise<number> {
  return (await stat(`${download.record.target ?? ''}.part`)).size;
}

describe.each([1, 8])('with %i connections at most', (connections) => {
  const rate = connections === 1 ? 50_000_000 : 12_000_000;

  /** A download that was paused, whose file is another one by the time it goes on: it asks. */
  async function asked(name?: string): Promise<{ server: RangeServer; end: FetchEnd; kept: number }> {
    const server = await harness.serve({ size, rate });
    const options = { url: server.url, connections, ...(name !== undefined && { name }) };
    const download = await harness.fetchUntil(mebibyte, options);
    const kept = download.record.received;
    server.behave(second);
    const end = await harness.goOn(download);
    expect([end.state, end.code, startsOver(end)]).toEqual(['interrupted', 'server-changed', false]);
    expect([end.record.received, await partOf(download)]).toEqual([
      kept,
      size > kept ? expect.any(Number) : 0,
    ]);
    return { server, end, kept };
  }

  test('B1: another file in the middle of a download is asked about, and no byte is dropped', async () => {
    const rules = [{ when: { to: 1 }, use: { fault: { kind: 'reset', at: mebibyte / 2 } } } as const];
    const server = await harness.serve({ size, rate: 2_000_000, rules });
    const download = harness.begin({ url: server.url, connections });
    await harness.until(() => download.view().received >= mebibyte / 4, download);
    server.behave(second);
    const end = await harness.ended(download);
    expect([end.state, end.code, startsOver(end)]).toEqual(['interrupted', 'server-changed', false]);
    expect(end.record.received).toBeGreaterThan(0);
    expect(end.files).toEqual(['file.bin.part', 'file.bin.part.tributary']);
  });

  test('B2: start over: the old bytes stay until the new file answers, then none of them is left', async () => {
    const { server, end, kept } = await asked();
    const { download } = end;
    server.behave({ firstByteDelay: 200 });
    const { length } = server.requests;
    expect(await answerChanged(harness.engine, download.id, 'start-over')).toBe(true);
    await server.until(({ requests }) => requests.length > length);
    expect(await partOf(download)).toBeGreaterThanOrEqual(kept);
    const again = await harness.ended(download, { body: changed });
    expect([again.state, again.name, again.files]).toEqual(['completed', 'file.bin', ['file.bin']]);
  });

  test('B2: start over where the server does not answer keeps the old bytes', async () => {
    const { server, end, kept } = await asked();
    server.behave({ status: 404 });
    await answerChanged(harness.engine, end.download.id, 'start-over');
    const failed = await harness.ended(end.download);
    expect([failed.code, failed.record.received]).toEqual(['server-not-found', kept]);
    // It is asked again: the answer was for that one time.
    server.behave({ status: null });
    expect((await harness.goOn(end.download)).code).toBe('server-changed');
  });

  test.each([undefined, 'mine.bin'])('B2: keep both, with the name %s', async (name) => {
    const { server, end, kept } = await asked(name);
    const { download } = end;
    expect(await answerChanged(harness.engine, download.id, 'keep-both')).toBe(true);
    const added = harness.engine.list().find(({ id }) => id !== download.id);
    if (added === undefined) throw new Error('Nothing was added.');
    const both = await harness.ended(added, { body: changed });
    expect([both.state, both.name]).toEqual([
      'completed',
      name === undefined ? 'file (1).bin' : 'mine (1).bin',
    ]);
    // The old bytes are as they were, and can still be completed where the old file is to be had.
    expect([download.state.kind, download.record.received]).toEqual(['paused', kept]);
    server.behave({ seed: 1, etag: '"first"', lastModified: 'Sun, 01 Nov 2020 10:00:00 GMT' });
    const old = await harness.goOn(download, { body: { seed: 1, size } });
    expect(old.state).toBe('completed');
    // Under a quick clock the very last bytes are asked of two connections.
    if (connections === 1) expect(old.refetched).toBe(0);
  });

  test('B2: stop keeps everything as it is', async () => {
    const { end, kept } = await asked();
    expect(await answerChanged(harness.engine, end.download.id, 'stop')).toBe(true);
    expect([end.download.state.kind, end.download.record.received]).toEqual(['paused', kept]);
    expect(await partOf(end.download)).toBeGreaterThanOrEqual(kept);
    expect(await answerChanged(harness.engine, end.download.id, 'start-over')).toBe(false);
  });

  test('B2: the question outlives the program', async () => {
    const { end } = await asked();
    await harness.restart();
    const download = harness.engine.get(end.download.id);
    if (download === null) throw new Error('It is not on the list.');
    await answerChanged(harness.engine, download.id, 'start-over');
    expect((await harness.ended(download, { body: changed })).state).toBe('completed');
  });

  test('B2: a second change is asked about again', async () => {
    const { server, end } = await asked();
    server.behave({ rate: 2_000_000 });
    await answerChanged(harness.engine, end.download.id, 'start-over');
    await server.until(({ requests }) => (requests.at(-1)?.sent ?? 0) > 300_000);
    server.behave({ seed: 3, etag: '"third"', rate });
    server.dropConnections();
    const again = await harness.ended(end.download);
    expect([again.state, again.code]).toEqual(['interrupted', 'server-changed']);
  });

  test('A4: no validator, no length, and no ranges: a resume starts over, and does not say "changed"', async () => {
    const without = { etag: null, lastModified: null, ranges: 'ignored', framing: 'chunked' } as const;
    const server = await harness.serve({ size, rate, ...without });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    const end = await harness.goOn(download);
    expect([end.state, startsOver(end)]).toEqual(['completed', true]);
    expect(end.log.join('\n')).not.toContain('changed');
  });
});

test('two downloads of one address never take each other’s bytes', async () => {
  const server = await harness.serve({ size, rate: 8 << 20 });
  const first = await harness.fetchUntil(mebibyte, { url: server.url });
  const end = await harness.fetch({ url: server.url });
  expect([end.state, end.name]).toEqual(['completed', 'file (1).bin']);
  expect((await stat(join(harness.folder, 'file.bin.part'))).size).toBeGreaterThanOrEqual(mebibyte);
  expect(await harness.goOn(first)).toMatchObject({ state: 'completed', name: 'file.bin', refetched: 0 });
});
