import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RangeServerOptions } from '../engine/testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte, seededBytes } from '../engine/testing/range-server/seeded-body.ts';
import { GetPlace } from './testing/get-process.ts';

const mebibyte = 1_024 * 1_024;
const size = 6 * mebibyte + 123;
const piece = mebibyte;
const right = seededBytes(1, 0, size);
/** Six samples of 16 KiB, and what is on its way when the first contact is ended. */
const proof = 6 * 16 * 1_024 + mebibyte;

let place: GetPlace;
const servers: RangeServer[] = [];

beforeEach(async () => {
  place = await GetPlace.open();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await place.remove();
});

async function serve(options: RangeServerOptions = {}): Promise<RangeServer> {
  const server = await startRangeServer({ size, rate: 2 * mebibyte, ...options });
  servers.push(server);
  return server;
}

/** Bytes that came into the file over the network, by the end of `get --json`. */
async function adopt(given: string, url: string, ...args: readonly string[]) {
  const end = await place.run([url, '--adopt', given, '-o', 'whole.bin', '-x', '1', '--json', ...args]);
  return { status: end.status, err: end.err };
}

async function expectWhole(): Promise<void> {
  expect(firstWrongByte(await place.read('whole.bin'), 1)).toBeNull();
  expect((await place.read('whole.bin')).length).toBe(size);
}

test.each(['file.bin', 'file.bin.crdownload', 'Unconfirmed.part'])(
  'a file that stops in the middle, %s, is gone on with and stays as it is',
  async (name) => {
    const server = await serve();
    const left = right.subarray(0, 5 * mebibyte + 77);
    await writeFile(place.path(name), left);
    expect(await adopt(name, server.url)).toMatchObject({ status: 0 });
    await expectWhole();
    expect(server.stats.bytesSent).toBeLessThan(size - left.length + proof);
    expect((await readFile(place.path(name))).equals(left)).toBe(true);
  },
);

test('of a file of aria2 the pieces are used that its control file names, and holes of others are not', async () => {
  const server = await serve();
  const left = Buffer.from(right);
  left.fill(7, 2 * piece, 3 * piece);
  await writeFile(place.path('left.bin'), left);
  await writeFile(place.path('left.bin.aria2'), controlWithout(2));
  expect(await adopt('left.bin', server.url)).toMatchObject({ status: 0 });
  await expectWhole();
  expect(server.stats.bytesSent).toBeLessThan(piece + proof);
});

test('blocks of zeros count as holes that nobody has filled', async () => {
  const server = await serve();
  const left = Buffer.from(right);
  left.fill(0, mebibyte, 2 * mebibyte);
  await writeFile(place.path('left.crdownload'), left);
  expect(await adopt('left.crdownload', server.url)).toMatchObject({ status: 0 });
  await expectWhole();
});

test.each([
  ['of another file', seededBytes(2, 0, 4 * mebibyte)],
  ['longer than the file', Buffer.alloc(size + 1, 1)],
  ['empty', Buffer.alloc(0)],
])('a file that is %s is not used, and all is fetched', async (_, left) => {
  const server = await serve();
  await writeFile(place.path('left.bin'), left);
  const { status, err } = await adopt('left.bin', server.url);
  expect(status).toBe(0);
  expect(err).toContain('is not used');
  await expectWhole();
  expect((await place.read('left.bin')).equals(left)).toBe(true);
});

test('a file that is not there ends with 15, and two URLs cannot share one', async () => {
  const server = await serve();
  expect(await adopt('missing.bin', server.url)).toMatchObject({ status: 15 });
  const both = await place.run([server.url, `${server.url}?2`, '--adopt', 'left.bin']);
  expect(both.status).toBe(28);
  expect(both.err).toContain('--adopt is for one URL');
});

/** A control file of aria2 in which one piece is missing. */
function controlWithout(missing: number): Buffer {
  const pieces = Math.ceil(size / piece);
  const bits = Buffer.alloc(Math.ceil(pieces / 8));
  for (let index = 0; index < pieces; index += 1) {
    if (index !== missing) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  }
  const head = Buffer.alloc(34);
  head.writeUInt16BE(1, 0);
  head.writeUInt32BE(piece, 10);
  head.writeBigUInt64BE(BigInt(size), 14);
  head.writeUInt32BE(bits.length, 30);
  return Buffer.concat([head, bits, Buffer.alloc(4)]);
}
