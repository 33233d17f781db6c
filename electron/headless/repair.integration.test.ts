import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { startNginx } from '../engine/testing/real-servers/real-servers.ts';
import { seededBytes, seededSum, writeSeededFile } from '../engine/testing/range-server/seeded-body.ts';
import { runCommand } from './commands.ts';
import { testingIo } from './testing-io.ts';

const mebibyte = 1_024 * 1_024;
const size = 5 * mebibyte + 123;
const right = seededBytes(1, 0, size);
const sum = seededSum(1, size);
const piece = 256 * 1_024;
const block = 64 * 1_024;
const path = (name = 'file.bin'): string => join(folder, name);

let folder = '';
const servers: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-repair-'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true });
});

async function serve(options: Parameters<typeof startRangeServer>[0] = {}): Promise<RangeServer> {
  const server = await startRangeServer({ seed: 1, size, ...options });
  servers.push(server);
  return server;
}

/** The right bytes with those at these offsets turned over. */
function damaged(...offsets: readonly number[]): Buffer {
  const bytes = Buffer.from(right);
  for (const at of offsets) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return bytes;
}

async function repair(...args: readonly string[]) {
  const testing = testingIo(folder, { HOME: folder, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder });
  const status = await runCommand(['repair', 'file.bin', ...args, '--json'], testing.io);
  const line: unknown = testing.out() === '' ? null : JSON.parse(testing.out());
  return { status, err: testing.err(), end: line as Readonly<Record<string, unknown>> };
}

async function expectRepaired(): Promise<void> {
  expect((await readFile(path())).equals(right)).toBe(true);
  expect((await readdir(folder)).filter((name) => name.startsWith('file.bin'))).toEqual(['file.bin']);
}

async function writeMetalink(urls: readonly string[], whole = sum): Promise<string> {
  const hashes = Array.from({ length: Math.ceil(size / piece) }, (_, index) =>
    createHash('sha256')
      .update(right.subarray(index * piece, (index + 1) * piece))
      .digest('hex'),
  );
  await writeFile(
    path('m.meta4'),
    `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="file.bin"><size>${size}</size>` +
      `<hash type="sha-1">${whole}</hash><pieces length="${piece}" type="sha-256">` +
      `${hashes.map((hash) => `<hash>${hash}</hash>`).join('')}</pieces>` +
      `${urls.map((url) => `<url>${url}</url>`).join('')}</file></metalink>`,
  );
  return path('m.meta4');
}

test('a file that matches is left alone, and nobody is asked for anything', async () => {
  const server = await serve();
  await writeFile(path(), right);
  const { status, end } = await repair(server.url, '--checksum', sum);
  expect({ status, end }).toMatchObject({ status: 0, end: { state: 'whole', fetched: 0, requests: 0 } });
  expect(server.stats.bytesSent).toBe(0);
});

describe('with sums of pieces', () => {
  test('only the bad pieces are fetched, counted at a real server', async () => {
    writeSeededFile(path('served.bin'), 1, size);
    const nginx = await startNginx(folder);
    servers.push({ close: () => nginx.stop() });
    await writeFile(path(), damaged(10, 11, 3 * piece + 5, size - 1));
    const metalink = await writeMetalink([`${nginx.url}/served.bin`]);
    const { status, end } = await repair('--metalink', metalink);
    const last = size % piece;
    const expected = 2 * piece + last;
    expect({ status, end }).toMatchObject({
      status: 0,
      end: { state: 'repaired', fetched: expected, replaced: expected },
    });
    const log = await nginx.logOf(4);
    expect(log.reduce((bytes, { bodyBytes }) => bytes + bodyBytes, 0)).toBe(expected + 1);
    await expectRepaired();
  });

  test('a source that brings other bytes is named, and another is asked', async () => {
    const liar = await serve({ corrupt: [20, piece + 20] });
    const honest = await serve();
    await writeFile(path(), damaged(10, piece + 10));
    const { status, err, end } = await repair('--metalink', await writeMetalink([liar.url, honest.url]));
    expect({ status, end }).toMatchObject({ status: 0, end: { replaced: 2 * piece } });
    expect(err).toContain(`${new URL(liar.origin).host} brought other bytes`);
    expect(err).not.toContain(`${new URL(honest.origin).host} brought`);
    await expectRepaired();
  });

  test('a piece that no source brings right leaves the file as it was', async () => {
    const liar = await serve({ corrupt: [20] });
    const before = damaged(10);
    await writeFile(path(), before);
    const { status } = await repair('--metalink', await writeMetalink([liar.url]));
    expect(status).toBe(32);
    expect((await readFile(path())).equals(before)).toBe(true);
    expect(await readdir(folder)).not.toContain('file.bin.repair');
  });
});

describe('without sums of pieces', () => {
  test('what differs is replaced, and no more of the file is fetched than there is', async () => {
    const server = await serve();
    await writeFile(path(), damaged(2 * mebibyte + 7));
    const { status, end } = await repair(server.url, '--checksum', sum, '-x', '1');
    expect({ status, end }).toMatchObject({ status: 0, end: { state: 'repaired', replaced: block } });
    expect(Number(end['fetched'])).toBeLessThanOrEqual(size);
    await expectRepaired();
  });

  test.each([
    ['shorter', right.subarray(0, 1_234_567), size - 18 * block],
    ['longer', Buffer.concat([right, Buffer.alloc(5_000, 7)]), 0],
    ['empty', Buffer.alloc(0), size],
    [
      'a hole in it',
      Buffer.concat([right.subarray(0, mebibyte), Buffer.alloc(mebibyte), right.subarray(2 * mebibyte)]),
      mebibyte,
    ],
  ])('a file that is %s becomes whole, and only what it lacks is fetched', async (_, bytes, fetched) => {
    const server = await serve();
    await writeFile(path(), bytes);
    const { status, end } = await repair(server.url, '--checksum', sum);
    expect(status).toBe(0);
    expect(end['fetched']).toBe(fetched);
    await expectRepaired();
  });

  test('where the file came from the mirror that lies, the second source shows it', async () => {
    const liar = await serve({ corrupt: [mebibyte + 3] });
    const honest = await serve();
    await writeFile(path(), damaged(mebibyte + 3));
    const { status, err } = await repair(liar.url, honest.url, '--checksum', sum);
    expect(status).toBe(0);
    expect(err).toContain(`${new URL(liar.origin).host} has other bytes: 1 blocks`);
    expect(err).not.toContain(`${new URL(honest.origin).host} has`);
    await expectRepaired();
  });

  test('of three that are each wrong at another place, most are right everywhere', async () => {
    const one = await serve({ corrupt: [100] });
    const two = await serve({ corrupt: [3 * mebibyte] });
    await writeFile(path(), damaged(2 * mebibyte));
    const { status, err } = await repair(one.url, two.url, '--checksum', sum);
    expect({ status, err }).toMatchObject({ status: 0 });
    // It ends as soon as the file matches: a source that nobody asked for its bad block is not known for it.
    const named = [one, two].filter(({ origin }) => err.includes(`${new URL(origin).host} has other bytes`));
    expect(named.length).toBeGreaterThan(0);
    await expectRepaired();
  });

  test('what nobody can make match stays as it was', async () => {
    const server = await serve();
    const before = damaged(5);
    await writeFile(path(), before);
    const { status, end } = await repair(server.url, '--checksum', 'ab'.repeat(20));
    expect({ status, end }).toMatchObject({
      status: 32,
      end: { state: 'failed', code: 'file-hash-mismatch' },
    });
    expect((await readFile(path())).equals(before)).toBe(true);
    expect(await readdir(folder)).not.toContain('file.bin.repair');
  });

  test('a source with a file of another length is not used', async () => {
    const other = await serve({ size: size - 1 });
    const server = await serve();
    await writeFile(path(), damaged(5));
    const { status, err } = await repair(other.url, server.url, '--checksum', sum);
    expect(status).toBe(0);
    expect(err).toContain(`${new URL(other.origin).host} has a file of another length`);
    await expectRepaired();
  });
});

test('a server that brings no parts cannot repair, and says so', async () => {
  const server = await serve({ ranges: 'ignored' });
  await writeFile(path(), damaged(5));
  expect(await repair(server.url, '--checksum', sum)).toMatchObject({ status: 8 });
});

test('a file missing, a journal that is not ours, a text that is no sum: each has its status', async () => {
  const server = await serve();
  expect((await repair(server.url, '--checksum', sum)).status).toBe(15);
  await writeFile(path(), damaged(5));
  await writeFile(path('file.bin.repair'), 'notes of mine');
  expect((await repair(server.url, '--checksum', sum)).status).toBe(13);
  expect(await readFile(path('file.bin.repair'), 'utf8')).toBe('notes of mine');
  expect((await repair(server.url, '--checksum', 'xyz')).status).toBe(28);
  expect((await repair(server.url)).status).toBe(28);
});
