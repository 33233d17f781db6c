import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RangeServerOptions } from '../engine/testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte, seededSum } from '../engine/testing/range-server/seeded-body.ts';
import { GetPlace } from './testing/get-process.ts';

const size = 2 << 20;
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

async function complete(name = 'file.bin'): Promise<void> {
  const bytes = await place.read(name);
  expect([bytes.length, firstWrongByte(bytes, 1)]).toEqual([size, null]);
}

describe('the same command again', () => {
  test('exits 0 with the file as it is, and asks once at most', async () => {
    const server = await serve();
    expect((await place.run([server.url])).status).toBe(0);
    const requests = server.requests.length;
    server.behave({ rate: 1 << 20 });
    const again = await place.run([server.url, '--json']);
    expect([again.status, again.events.at(-1)?.['state']]).toEqual([0, 'completed']);
    expect(server.requests.length - requests).toBeLessThanOrEqual(1);
    expect(server.requests.at(-1)?.end).not.toBe('whole');
    expect((await place.run([server.url, '--checksum', seededSum(1, size)])).status).toBe(0);
    expect((await place.run([server.url])).status).toBe(0);
    expect(await place.files()).toEqual(['file.bin']);
    await complete();
  });

  test('asks nothing at all where a checksum tells that the file is right', async () => {
    const server = await serve();
    const args = [server.url, '--checksum', seededSum(1, size), '-o', 'mine.bin'];
    expect((await place.run(args)).status).toBe(0);
    const requests = server.requests.length;
    const again = await place.run([...args, '--json']);
    expect([again.status, server.requests.length]).toEqual([0, requests]);
    expect(again.events.at(-1)).toMatchObject({ state: 'completed', requests: 0, refetched: 0 });
    const unnamed = await place.run(args.slice(0, 3));
    expect([unnamed.status, server.requests.length]).toEqual([0, requests]);
    expect(await place.files()).toEqual(['mine.bin']);
  });

  test('with another --out each is known again, whichever came last', async () => {
    const server = await serve();
    for (const name of ['a.bin', 'b.bin']) expect((await place.run([server.url, '-o', name])).status).toBe(0);
    expect((await place.run([server.url, '-o', 'a.bin'])).status).toBe(0);
    expect((await place.run([server.url, '-o', 'b.bin'])).status).toBe(0);
    expect(await place.files()).toEqual(['a.bin', 'b.bin']);
  });

  test('fetches a new one beside the file where the file was edited, or the server has another', async () => {
    const server = await serve();
    expect((await place.run([server.url])).status).toBe(0);
    server.behave({ etag: '"second"', seed: 2 });
    expect((await place.run([server.url])).status).toBe(0);
    expect(await place.files()).toEqual(['file (1).bin', 'file.bin']);
    expect(firstWrongByte(await place.read('file (1).bin'), 2)).toBeNull();
    await writeFile(place.path('file (1).bin'), 'edited');
    expect((await place.run([server.url])).status).toBe(0);
    expect((await place.read('file (1).bin')).toString()).toBe('edited');
    await complete();
  });

  test('fetches it again where it was deleted', async () => {
    const server = await serve();
    await place.run([server.url]);
    await rm(place.path('file.bin'));
    expect((await place.run([server.url])).status).toBe(0);
    await complete();
  });
});

describe('files that are not ours', () => {
  test('a file of that name stays, and the new one is numbered', async () => {
    const server = await serve();
    await writeFile(place.path('file.bin'), 'precious');
    const end = await place.run([server.url, '--json']);
    expect([end.status, end.events.at(-1)?.['path']]).toEqual([0, place.path('file (1).bin')]);
    expect((await place.read('file.bin')).toString()).toBe('precious');
    await complete('file (1).bin');
  });

  test('a .part is neither used nor overwritten: numbered without --out, 13 with it', async () => {
    const server = await serve();
    await writeFile(place.path('file.bin.part'), 'not of this program');
    expect((await place.run([server.url])).status).toBe(0);
    expect((await place.run([server.url, '-o', 'file.bin'])).status).toBe(13);
    expect(await place.files()).toEqual(['file (1).bin', 'file.bin.part']);
    expect((await place.read('file.bin.part')).toString()).toBe('not of this program');
    await complete('file (1).bin');
  });

  test('what another download of the folder left behind is in nobody’s way', async () => {
    const server = await serve();
    await mkdir(place.path('odd.part.tributary'));
    await writeFile(place.path('torn.part.tributary'), 'torn');
    expect((await place.run([server.url])).status).toBe(0);
    expect(await place.files()).toEqual(['file.bin', 'odd.part.tributary', 'torn.part.tributary']);
    await complete();
  });

  test('I10: a file that takes the name during the download is never replaced', async () => {
    const server = await serve({ rate: 1 << 20 });
    const first = place.start([server.url, '-o', 'named.bin', '-x', '2']);
    const second = place.start([server.url, '-x', '2']);
    // Both are at work: a name that is taken before the first byte is another case.
    const parts = ['named.bin.part', 'file.bin.part'].map((name) => place.path(name));
    await server.until((stats) => stats.bytesSent > size / 4 && parts.every((part) => existsSync(part)));
    for (const name of ['named.bin', 'file.bin']) await writeFile(place.path(name), 'precious');
    expect((await first.ended).status).toBe(13);
    expect((await second.ended).status).toBe(0);
    for (const name of ['named.bin', 'file.bin'])
      expect((await place.read(name)).toString()).toBe('precious');
    await complete('file (1).bin');
    // The bytes were kept: with the name free again nothing is fetched.
    await rename(place.path('named.bin'), place.path('away.bin'));
    const requests = server.requests.length;
    expect((await place.run([server.url, '-o', 'named.bin'])).status).toBe(0);
    expect(server.requests.length).toBe(requests);
    await complete('named.bin');
  });

  test('I8: two processes on one target: the second says so, and the first is not disturbed', async () => {
    // Slow enough for the second to have started before the first ends, on a busy machine too.
    const server = await serve({ rate: 1 << 18 });
    const first = place.start([server.url, '-x', '1', '-o', 'file.bin']);
    await server.until((stats) => stats.bytesSent > size / 8);
    const second = await place.run([server.url, '-x', '1', '-o', 'file.bin', '--json']);
    expect([second.status, second.events.at(-1)?.['code']]).toEqual([13, 'file-in-use']);
    expect(second.sentences).toEqual([expect.stringMatching(/Another download is at work on this file/)]);
    expect((await first.ended).status).toBe(0);
    expect(await place.files()).toEqual(['file.bin']);
    await complete();
  });
});

describe('signals', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s saves, exits 7, and the next run goes on', async (signal) => {
    const server = await serve({ rate: 1 << 20 });
    const { child, ended } = place.start([server.url, '-x', '2', '--json']);
    await server.until((stats) => stats.bytesSent > size / 2);
    child.kill(signal);
    const end = await ended;
    expect([end.status, end.events.at(-1)?.['event']]).toEqual([7, 'end']);
    expect(end.sentences).toEqual([expect.stringMatching(/^file\.bin: stopped at .* of 2\.\d MiB|2 MiB/)]);
    expect(await place.files()).toEqual(['file.bin.part', 'file.bin.part.tributary']);
    const sent = server.bytesSent;
    const again = await place.run([server.url, '-x', '2', '--json']);
    expect([again.status, again.events.at(-1)?.['refetched']]).toEqual([0, 0]);
    // What was under way in the sockets is all that came twice.
    expect(server.bytesSent - sent).toBeLessThan(size - sent + 1_000_000);
    await complete();
    // It is known as complete, though two runs brought it.
    expect((await place.run([server.url])).status).toBe(0);
    expect(await place.files()).toEqual(['file.bin']);
  });

  test('a second SIGINT ends at once, and the next run goes on', async () => {
    const server = await serve({ rate: 1 << 20 });
    const { child, ended } = place.start([server.url, '-x', '2']);
    await server.until((stats) => stats.bytesSent > size / 2);
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect((await ended).status).toBe(7);
    expect(await place.files()).not.toContain('file.bin');
    expect((await place.run([server.url, '-x', '2'])).status).toBe(0);
    expect(await place.files()).toEqual(['file.bin']);
    await complete();
  });

  test('SIGINT before the server has answered', async () => {
    const server = await serve({ fault: { kind: 'stall', at: 'before-head' } });
    const { child, ended } = place.start([server.url, '--json']);
    await server.until((stats) => stats.requests.length > 0);
    child.kill('SIGINT');
    const end = await ended;
    expect([end.status, await place.files()]).toEqual([7, []]);
  });
});
