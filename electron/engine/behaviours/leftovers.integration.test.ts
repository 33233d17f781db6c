import { execFile } from 'node:child_process';
import {
  appendFile,
  copyFile,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Download } from '../download.ts';
import { crc32c } from '../policy/digests/crc32c.ts';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { firstWrongByte } from '../testing/range-server/seeded-body.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const size = 3 << 20;
const crews = [1, 8] as const;
let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness();
});
afterEach(() => harness.close());

const at = (name: string): string => join(harness.folder, name);
const part = (): string => at('file.bin.part');
const control = (): string => at('file.bin.part.tributary');

function sentFrom(server: RangeServer, request: number): number {
  return server.requests.slice(request).reduce((sum, { sent }) => sum + sent, 0);
}

async function isWhole(name: string): Promise<boolean> {
  const bytes = await readFile(at(name));
  return bytes.length === size && firstWrongByte(bytes, 1) === null;
}

describe('I3: a part file that is not as it was left', () => {
  async function paused(connections: number): Promise<[RangeServer, Download]> {
    const server = await harness.serve({ size, rate: (4 << 20) / connections });
    const download = await harness.fetchUntil(2_400_000, { url: server.url, connections });
    server.behave({ rate: null });
    return [server, download];
  }

  /** Goes on after another start of the program, and tells how many bytes came again. */
  async function again(server: RangeServer, received: number): Promise<number> {
    const first = server.requests.length;
    const [download] = await harness.restart();
    if (download === undefined) throw new Error('The download is not on the list.');
    const end = await harness.goOn(download);
    expect(end.state).toBe('completed');
    return sentFrom(server, first) - (size - received);
  }

  test.each(crews)('x %i, untouched: nothing comes again', async (connections) => {
    const [server, download] = await paused(connections);
    expect(await again(server, download.record.received)).toBeLessThan(1_000);
  });

  test.each(crews)('x %i, deleted: all comes again', async (connections) => {
    const [server, download] = await paused(connections);
    await rm(part());
    expect(await again(server, download.record.received)).toBeGreaterThanOrEqual(download.record.received);
  });

  test.each(crews)('x %i, truncated: what was cut off comes again', async (connections) => {
    const [server, download] = await paused(connections);
    await truncate(part(), 1_200_000);
    const twice = await again(server, download.record.received);
    expect(twice).toBeGreaterThan(0);
    expect(twice).toBeLessThan(download.record.received);
  });

  test.each(crews)('x %i, one byte edited, its time put back: that MiB comes again', async (connections) => {
    const [server, download] = await paused(connections);
    // To the nanosecond, which no call of Node can.
    const alike = join(harness.root, 'alike');
    await promisify(execFile)('touch', ['-r', part(), alike]);
    const file = await open(part(), 'r+');
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, 100_000);
    await file.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, 100_000);
    await file.close();
    await promisify(execFile)('touch', ['-r', alike, part()]);
    const twice = await again(server, download.record.received);
    expect(twice).toBeGreaterThan(0);
    expect(twice).toBeLessThanOrEqual(1 << 20);
  });

  test('longer than it was: the end that is not ours does not stay', async () => {
    const [server, download] = await paused(1);
    await appendFile(part(), Buffer.alloc(size, 7));
    await again(server, download.record.received);
  });

  test.each(['link', 'folder'])(
    'replaced by a %s: it is not touched, and the file gets a number',
    async (what) => {
      const [, download] = await paused(1);
      await rename(part(), at('elsewhere'));
      await writeFile(at('precious'), 'precious');
      await (what === 'link' ? symlink(at('precious'), part()) : mkdir(part()));
      harness.engine.resume(download.id);
      await harness.engine.idle();
      expect(download.state.kind).toBe('completed');
      expect(await isWhole('file (1).bin')).toBe(true);
      expect(await readFile(at('precious'), 'utf8')).toBe('precious');
      expect(await readdir(harness.folder)).toContain('file.bin.part');
    },
  );
});

describe('I6: a control file that is not as it was left', () => {
  /** A pause after some bytes; what lies on disk is put back before each case. */
  async function leftover(): Promise<{
    server: RangeServer;
    bytes: Buffer;
    putBack: (control: Buffer) => Promise<void>;
  }> {
    const server = await harness.serve({ size, rate: 6 << 20 });
    const download = await harness.fetchUntil(1_000_000, { url: server.url });
    // As long as it is on the list, its files are no other's.
    await harness.engine.remove(download.id, false);
    server.behave({ rate: null });
    const bytes = await readFile(control());
    await rename(part(), join(harness.root, 'part'));
    const putBack = async (changed: Buffer): Promise<void> => {
      await rm(harness.folder, { recursive: true });
      await mkdir(harness.folder);
      await copyFile(join(harness.root, 'part'), part());
      await writeFile(control(), changed);
    };
    return { server, bytes, putBack };
  }

  test('torn at every length, or with a bit changed anywhere: never trusted with a wrong byte', async () => {
    const { server, bytes, putBack } = await leftover();
    const lengths = [0, 1, 31, 32, 100, 4_000, 4_096, 4_097, 5_000, bytes.length - 1];
    const torn = lengths.map((length) => bytes.subarray(0, length));
    const flipped = Array.from({ length: 24 }, (_, index) => {
      const copy = Buffer.from(bytes);
      const place = Math.floor((index * bytes.length) / 24) + (index % 7) * 5;
      copy[place] = (copy[place] ?? 0) ^ (1 << (index % 8));
      return copy;
    });
    for (const changed of [...torn, ...flipped, Buffer.alloc(bytes.length), Buffer.alloc(9_000, 0xff)]) {
      await putBack(changed);
      const end = await harness.fetch({ url: server.url });
      expect([end.state, end.name]).toEqual(['completed', 'file.bin']);
      await harness.engine.remove(end.download.id, true);
    }
  }, 60_000);

  test('with its newest slot torn: the older one counts, and little comes again', async () => {
    const { server, bytes, putBack } = await leftover();
    const slot = bytes.length / 2;
    const newest = bytes.subarray(0, 32).compare(bytes.subarray(slot, slot + 32)) === 0 ? 0 : slot;
    for (const place of [newest + 40, slot - newest + 40]) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 0xff;
      await putBack(changed);
      const first = server.requests.length;
      const end = await harness.fetch({ url: server.url });
      expect(end.state).toBe('completed');
      expect(sentFrom(server, first)).toBeLessThan(size);
      await harness.engine.remove(end.download.id, true);
    }
  });

  test('of a newer version of the program: neither used nor touched', async () => {
    const { server, bytes, putBack } = await leftover();
    const changed = Buffer.from(bytes);
    for (const start of [0, bytes.length / 2]) {
      const slot = changed.subarray(start);
      slot.writeUInt16LE(99, 8);
      const payload = slot.subarray(32, 32 + slot.readUInt32LE(12));
      slot.writeUInt32LE(crc32c(payload, crc32c(slot.subarray(0, 28))), 28);
    }
    await putBack(changed);
    const download = harness.begin({ url: server.url });
    await harness.until(() => download.state.kind === 'completed', download);
    await harness.engine.idle();
    expect(await isWhole('file (1).bin')).toBe(true);
    expect((await readFile(control())).equals(changed)).toBe(true);
    expect((await readFile(part())).length).toBeGreaterThan(0);
  });

  test('of another download: neither used nor touched', async () => {
    const { server, bytes, putBack } = await leftover();
    await putBack(bytes);
    const other = await harness.serve({ size, seed: 2, etag: '"other"' });
    const download = harness.begin({ url: other.url });
    await harness.until(() => download.state.kind === 'completed', download);
    await harness.engine.idle();
    const brought = await readFile(at('file (1).bin'));
    expect([brought.length, firstWrongByte(brought, 2)]).toEqual([size, null]);
    expect((await readFile(control())).equals(bytes)).toBe(true);
    // And its own download goes on from it.
    const end = harness.begin({ url: server.url });
    await harness.until(() => end.state.kind === 'completed', end);
    expect(await isWhole('file.bin')).toBe(true);
  });
});
