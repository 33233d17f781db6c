import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RangeServerOptions } from '../engine/testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte } from '../engine/testing/range-server/seeded-body.ts';
import { GetPlace } from './testing/get-process.ts';

const size = 4 << 20;
const parts = ['file.bin.part', 'file.bin.part.tributary'];
const date = 'Sun, 01 Nov 2020 10:00:00 GMT';
let place: GetPlace;
let servers: RangeServer[] = [];

beforeEach(async () => {
  place = await GetPlace.open();
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
  await place.remove();
});

async function serve(options: RangeServerOptions = {}): Promise<RangeServer> {
  const server = await startRangeServer({ size, ...options });
  servers.push(server);
  return server;
}

/** A run that ends with some of the bytes here, since its link is let in no more. */
async function leave(server: RangeServer, args: readonly string[] = []): Promise<void> {
  server.behave({ rate: 2 << 20 });
  const { bytesSent } = server;
  const run = place.start([`${server.url}?signature=1`, '-x', '2', ...args]);
  await server.until((stats) => stats.bytesSent - bytesSent > size / 2);
  server.behave({ status: 403, rate: null });
  server.dropConnections();
  const end = await run.ended;
  expect([end.status, end.sentences.length]).toEqual([24, 1]);
  expect(end.sentences[0]).toMatch(/link has expired.*get a new one and run the command with it/);
}

async function complete(name: string, seed = 1): Promise<void> {
  const bytes = await place.read(name);
  expect([bytes.length, firstWrongByte(bytes, seed)]).toEqual([size, null]);
}

describe('F9: the same command with a new link', () => {
  test.each([[[]], [['-o', 'file.bin']]])('goes on with the bytes of the old one (%j)', async (args) => {
    const server = await serve();
    await leave(server, args);
    expect(await place.files()).toEqual(parts);
    server.behave({ status: null });
    const asked = server.requests.length;
    const end = await place.run([`${server.url}?signature=2`, '-x', '2', '--json', ...args]);
    expect([end.status, end.events.at(-1)?.['path']]).toEqual([0, place.path('file.bin')]);
    expect(await place.files()).toEqual(['file.bin']);
    await complete('file.bin');
    // The first reply is let go of, samples are compared, and the rest is what was missing.
    const brought = server.requests.slice(asked + 1).reduce((sum, { sent }) => sum + sent, 0);
    expect(brought).toBeLessThan(size * 0.75);
    // A third signature is of the same file, which is complete.
    const { length } = server.requests;
    const again = await place.run([`${server.url}?signature=3`, '--json', ...args]);
    expect([again.status, await place.files()]).toEqual([0, ['file.bin']]);
    expect(server.requests.length - length).toBe(1);
  });

  test('also from another host, and with bytes that were numbered', async () => {
    const server = await serve();
    await place.run([server.url, '-q']);
    server.behave({ etag: '"second"', seed: 2, lastModified: null });
    await leave(server);
    expect(await place.files()).toEqual(['file (1).bin.part', 'file (1).bin.part.tributary', 'file.bin']);
    const mirror = await serve({ seed: 2, etag: null, lastModified: null });
    const end = await place.run([mirror.url, '-x', '2', '--json']);
    expect([end.status, end.events.at(-1)?.['path']]).toEqual([0, place.path('file (1).bin')]);
    await complete('file (1).bin', 2);
  });

  test.each([
    ['other bytes', { seed: 2 }],
    ['another size', { size: size + 5 }],
    ['another version', { seed: 2, etag: '"second"', lastModified: null }],
  ])('leaves the old bytes alone where it leads to %s', async (_what, options) => {
    const server = await serve();
    await leave(server);
    const kept = await Promise.all(parts.map((name) => readFile(place.path(name))));
    server.behave({ status: null, ...options });
    const url = `${server.url}?signature=2`;
    expect((await place.run([url, '-o', 'file.bin'])).status).toBe(13);
    const beside = await place.run([url, '--json']);
    expect([beside.status, beside.events.at(-1)?.['path']]).toEqual([0, place.path('file (1).bin')]);
    expect(await Promise.all(parts.map((name) => readFile(place.path(name))))).toEqual(kept);
    // The old link still has its bytes, and they are still the right ones.
    server.behave({ size, seed: 1, etag: '"first"', lastModified: date });
    expect((await place.run([`${server.url}?signature=1`])).status).toBe(0);
    await complete('file.bin');
  });
});

describe('F14: a web page in the place of a file', () => {
  const page = {
    content: '<!doctype html><p>Sign in</p>',
    contentType: 'text/html',
    ranges: 'ignored',
  } as const;

  test('exits 22 with what to do, and leaves nothing; under the name of a page it is kept', async () => {
    const server = await serve(page);
    const url = `${server.origin}/disc.iso`;
    const end = await place.run([url, '--json']);
    expect([end.status, end.events.at(-1)?.['code']]).toEqual([22, 'server-unexpected-page']);
    expect(end.sentences).toEqual([
      expect.stringMatching(/^disc\.iso: The server sent a web page in place of the file: sign in .*--out/),
    ]);
    expect(await place.files()).toEqual([]);
    expect((await place.run([url, '-o', 'page.html'])).status).toBe(0);
    expect((await place.read('page.html')).toString()).toBe(page.content);
  });

  test('D11: with bytes here the next run goes on once the page is gone', async () => {
    const server = await serve({ rate: 2 << 20 });
    const run = place.start([server.url, '-x', '2']);
    await server.until((stats) => stats.bytesSent > size / 2);
    server.behave({ ...page, etag: null, lastModified: null, rate: null });
    server.dropConnections();
    expect((await run.ended).status).toBe(22);
    expect(await place.files()).toEqual(parts);
    expect((await place.run([server.url])).status).toBe(22);
    const gone = { content: null, contentType: 'application/octet-stream', ranges: 'honoured' } as const;
    server.behave({ ...gone, etag: '"first"', lastModified: date });
    const sent = server.bytesSent;
    expect((await place.run([server.url, '-x', '2'])).status).toBe(0);
    expect(server.bytesSent - sent).toBeLessThan(size);
    await complete('file.bin');
  });
});

test('B1: a file that changes is started over once, and that is said', async () => {
  const server = await serve({ rate: 2 << 20 });
  const run = place.start([server.url, '-x', '2']);
  await server.until((stats) => stats.bytesSent > size / 2);
  server.behave({ seed: 2, etag: '"second"', lastModified: null, rate: null });
  server.dropConnections();
  const end = await run.ended;
  expect([end.status, end.err.match(/changed on the server: starting over/g)?.length]).toEqual([0, 1]);
  await complete('file.bin', 2);
});
