import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

test('-i: a list in UTF-16, as PowerShell writes it', async () => {
  const server = await serve();
  const list = `\ufeff${server.origin}/a.bin\r\n  out=첫째.bin\r\n`;
  await writeFile(place.path('list.txt'), Buffer.from(list, 'utf16le'));
  expect((await place.run(['-i', 'list.txt'])).status).toBe(0);
  expect(await place.files()).toContain('첫째.bin');
});

test('-i: mirrors, out=, dir= and checksum= of each line', async () => {
  const [one, other] = await Promise.all([serve({ rate: 2 << 20 }), serve({ rate: 2 << 20 })]);
  const list = [
    '# a comment',
    `${one.origin}/a.bin\t${other.origin}/a.bin`,
    '  out=first.bin',
    `  checksum=sha-1=${seededSum(1, size)}`,
    '',
    `${one.origin}/b.bin`,
    '\tdir=inside',
    `${one.origin}/c.bin`,
    `  checksum=${seededSum(2, size)}`,
  ];
  await writeFile(place.path('list.txt'), list.join('\r\n'));
  const end = await place.run(['-i', 'list.txt', '-x', '4', '--json']);
  expect(end.status).toBe(32);
  const ends = end.events.filter(({ event }) => event === 'end');
  const summary = ends.map(({ url, state, code }) => [String(url).slice(-5), state, code]).sort();
  expect(summary).toEqual([
    ['a.bin', 'completed', null],
    ['b.bin', 'completed', null],
    ['c.bin', 'interrupted', 'file-hash-mismatch'],
  ]);
  for (const name of ['first.bin', 'inside/b.bin'])
    expect(firstWrongByte(await place.read(name), 1)).toBeNull();
  expect(await place.files()).not.toContain('c.bin');
  // The mirror brought a part of the first.
  expect(other.bytesSent).toBeGreaterThan(size / 8);
});

test('-i - reads stdin, and -j bounds the downloads at a time', async () => {
  const server = await serve({ size: 200_000, rate: 400_000 });
  const names = [1, 2, 3, 4, 5].map((number) => `${server.origin}/${number}.bin`);
  const end = await place.run(['-i', '-', '-j', '2', '-x', '1', '-q'], { stdin: names.join('\n') });
  expect([end.status, end.out, end.err]).toEqual([0, '', '']);
  expect(server.maxConcurrent).toBe(2);
  expect(await place.files()).toEqual(['1.bin', '2.bin', '3.bin', '4.bin', '5.bin']);
});

test('two lines of one address become two files', async () => {
  const server = await serve({ rate: 4 << 20 });
  const end = await place.run([server.url, server.url, '-q']);
  expect(end.status).toBe(0);
  expect(await place.files()).toEqual(['file (1).bin', 'file.bin']);
  for (const name of await place.files()) expect(firstWrongByte(await place.read(name), 1)).toBeNull();
});

test('a line that is no URL is told with its number, and nothing is asked', async () => {
  const server = await serve();
  const end = await place.run(['-i', '-'], { stdin: `${server.url}\nno address\n` });
  expect([end.status, end.out]).toEqual([28, '']);
  expect(end.sentences).toEqual([expect.stringMatching(/^Line 2 of the list .*\.$/)]);
  expect(server.requests).toEqual([]);
});

test('--mirror helps out where the first source fails, and brings a part where it does not', async () => {
  const [first, mirror] = await Promise.all([serve({ status: 500 }), serve()]);
  const args = [first.url, '--mirror', mirror.url, '-x', '4', '--checksum', seededSum(1, size)];
  const end = await place.run([...args, '--json']);
  expect([end.status, end.events.at(-1)?.['url']]).toEqual([0, first.url]);
  expect(firstWrongByte(await place.read('file.bin'), 1)).toBeNull();
});

test('--limit holds for all connections together', async () => {
  const server = await serve({ size: 600_000 });
  const began = performance.now();
  const end = await place.run([server.url, '-x', '3', '--limit', '300k', '--json']);
  const seconds = Number(end.events.at(-1)?.['seconds']);
  expect(end.status).toBe(0);
  expect(performance.now() - began).toBeGreaterThan(1_000);
  expect(seconds).toBeGreaterThan(1.2);
  expect(seconds).toBeLessThan(6);
});
