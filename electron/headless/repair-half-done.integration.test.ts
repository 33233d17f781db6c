import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { totalLength } from '../../shared/model/byte-range.ts';
import { readAria2Control } from '../engine/policy/repair/aria2-control.ts';
import { findCommand } from '../engine/testing/real-servers/find-command.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { seededBytes, seededSum } from '../engine/testing/range-server/seeded-body.ts';
import { runCommand } from './commands.ts';
import { testingIo } from './testing-io.ts';

const mebibyte = 1_024 * 1_024;
const size = 5 * mebibyte + 123;
const right = seededBytes(1, 0, size);
const sum = seededSum(1, size);
const piece = 256 * 1_024;
const path = (name = 'file.bin'): string => join(folder, name);

let folder = '';
const servers: RangeServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-half-done-'));
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

async function repair(...args: readonly string[]) {
  const testing = testingIo(folder, { HOME: folder, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder });
  const status = await runCommand(['repair', 'file.bin', ...args, '--json'], testing.io);
  const line: unknown = testing.out() === '' ? null : JSON.parse(testing.out());
  return { status, err: testing.err(), end: line as Readonly<Record<string, unknown>> };
}

/** A control file of aria2 that names these ranges, of whole pieces, as absent. */
function controlOf(
  absent: readonly { readonly start: number; readonly end: number }[],
  total = size,
): Buffer {
  const pieces = Math.ceil(total / piece);
  const bits = Buffer.alloc(Math.ceil(pieces / 8));
  for (let index = 0; index < pieces; index += 1) {
    if (absent.some(({ start, end }) => start <= index * piece && index * piece < end)) continue;
    bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  }
  const head = Buffer.alloc(34);
  head.writeUInt16BE(1, 0);
  head.writeUInt32BE(piece, 10);
  head.writeBigUInt64BE(BigInt(total), 14);
  head.writeUInt32BE(bits.length, 30);
  return Buffer.concat([head, bits, Buffer.alloc(4)]);
}

/** A system that has no package of it does without; where the tests bring their parts, it is one of them. */
const aria2c = findCommand(['aria2c']);
const isExpected = aria2c !== null || process.platform === 'linux';

test.runIf(isExpected)(
  'the control file of a real aria2c tells which pieces are missing, and no others are fetched',
  async () => {
    if (aria2c === null) throw new Error('aria2c is not installed');
    const server = await serve({ totalRate: 4 * mebibyte });
    const left = spawn(aria2c, [
      ...['--no-conf', '--quiet', '--file-allocation=none', '--split=3', '--min-split-size=1M'],
      ...[
        '--max-connection-per-server=3',
        '--piece-length=1M',
        `--dir=${folder}`,
        '--out=file.bin',
        server.url,
      ],
    ]);
    const ended = once(left, 'exit');
    await vi.waitFor(() => expect(server.stats.bytesSent).toBeGreaterThan(2.5 * mebibyte), {
      timeout: 20_000,
    });
    left.kill('SIGTERM');
    await ended;
    expect(await readdir(folder)).toContain('file.bin.aria2');
    const control = readAria2Control(await readFile(path('file.bin.aria2')));
    const lacking = totalLength(control?.absent ?? []);
    expect(lacking).toBeGreaterThan(0);
    expect(lacking).toBeLessThan(size);
    server.setTotalRate(1e9);
    const { status, err, end } = await repair(server.url, '--checksum', sum);
    expect({ status, end }).toMatchObject({ status: 0, end: { state: 'repaired', fetched: lacking } });
    expect(err).toContain('file.bin.aria2 tells which parts are missing');
    expect((await readFile(path())).equals(right)).toBe(true);
    expect(await readdir(folder)).toContain('file.bin.aria2');
  },
);

test('a control file that lies costs a comparison, and no wrong byte', async () => {
  const server = await serve();
  const bytes = Buffer.from(right);
  bytes[3 * mebibyte] = (bytes[3 * mebibyte] ?? 0) ^ 0xff;
  await writeFile(path(), bytes);
  await writeFile(path('file.bin.aria2'), controlOf([{ start: 0, end: piece }]));
  const { status, end } = await repair(server.url, '--checksum', sum);
  expect({ status, end }).toMatchObject({ status: 0, end: { state: 'repaired' } });
  expect(Number(end['fetched'])).toBeLessThanOrEqual(size);
  expect((await readFile(path())).equals(right)).toBe(true);
});

test('a control file of a file of another length, and one that is none, are not used', async () => {
  const server = await serve();
  await writeFile(path(), right.subarray(0, 4 * mebibyte));
  await writeFile(path('file.bin.aria2'), controlOf([{ start: 0, end: piece }], 2 * size));
  const other = await repair(server.url, '--checksum', sum);
  expect(other).toMatchObject({ status: 0, end: { fetched: size - 4 * mebibyte } });
  expect(other.err).toContain('speaks of a file of another length');
  await writeFile(path(), right.subarray(0, 4 * mebibyte));
  await writeFile(path('file.bin.aria2'), 'notes of mine');
  expect(await repair(server.url, '--checksum', sum)).toMatchObject({
    status: 0,
    end: { fetched: size - 4 * mebibyte },
  });
});
