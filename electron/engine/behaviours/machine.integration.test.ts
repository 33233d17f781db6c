import {
  appendFile,
  copyFile,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure, InterruptReason } from '../../../shared/model/reasons.ts';
import { fail } from '../../../shared/model/result.ts';
import type { Download } from '../download.ts';
import { crc32c } from '../policy/crc32c.ts';
import { countedFiles, type CallRule } from '../testing/counted-files.ts';
import type { RangeServer } from '../testing/range-server.ts';
import { firstWrongByte } from '../testing/seeded-body.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const size = 3 << 20;
const crews = [1, 8] as const;
let harness: EngineHarness;
/** Calls that change something on the disk so far, and what happens to them. */
let calls = 0;
let broken: ((number: number, what: string) => Failure | null) | null = null;

const rule: CallRule = async ({ what }, run) => {
  calls += 1;
  const failure = broken?.(calls, what) ?? null;
  return failure === null ? run() : fail(failure);
};

beforeEach(async () => {
  calls = 0;
  broken = null;
  harness = await openHarness({
    ports: (ports) => ({ ...ports, files: countedFiles(ports.files, rule) }),
  });
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

describe('a disk that fails from its n-th call on', () => {
  const faults: readonly (readonly [string, string, InterruptReason])[] = [
    ['I1', 'ENOSPC', 'file-no-space'],
    ['I2', 'EIO', 'file-io'],
  ];
  /** `TRIBUTARY_DISK_POINTS=all` fails at each of the first 500 calls; else at a sample of them. */
  const numbers =
    process.env['TRIBUTARY_DISK_POINTS'] === 'all'
      ? Array.from({ length: 500 }, (_, index) => index + 1)
      : [1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 22, 28];

  test.each(faults.flatMap((fault) => crews.map((crew) => [...fault, crew] as const)))(
    '%s: %s is %s, what came is kept, and it goes on once the disk does (x %i)',
    async (_id, errno, code, connections) => {
      const server = await harness.serve({ size, rate: connections === 1 ? 24 << 20 : 8 << 20 });
      for (const number of numbers) {
        const first = server.requests.length;
        calls = 0;
        broken = (call, what) =>
          call < number || what === 'remove' ? null : { code, facts: { errno, op: 'write' } };
        const url = `${server.origin}/${number}.bin`;
        const end = await harness.fetch({ url, connections });
        if (end.state === 'completed') continue;
        expect([number, end.state, end.code]).toEqual([number, 'interrupted', code]);
        broken = null;
        const again = await harness.goOn(end.download);
        expect([number, again.state]).toEqual([number, 'completed']);
        // What was on disk did not come twice: on its way was one buffer of each connection.
        expect(sentFrom(server, first) - size).toBeLessThan(2 * size);
      }
    },
    600_000,
  );
});

describe('I1: too little room at the start', () => {
  test('is said before a byte is written', async () => {
    await harness.close();
    harness = await openHarness({
      ports: (ports) => ({
        ...ports,
        files: { ...ports.files, freeSpace: async () => ({ ok: true, value: 1_000 }) },
      }),
    });
    const server = await harness.serve({ size });
    const end = await harness.fetch({ url: server.url });
    expect(end).toMatchObject({ state: 'interrupted', code: 'file-no-space', files: [] });
    expect(end.record.state).toMatchObject({ failure: { facts: { needed: size, free: 1_000 } } });
  });
});

describe('I2: a folder that is gone', () => {
  test.each(crews)(
    'x %i, in the middle: named, and fetched anew when it is asked for',
    async (connections) => {
      const server = await harness.serve({ size, rate: 4 << 20 });
      const download = harness.begin({ url: server.url, connections });
      await harness.until(() => download.view().received > 1 << 20, download);
      await rm(harness.folder, { recursive: true });
      const end = await harness.ended(download);
      expect([end.state, end.code?.startsWith('file-')]).toEqual(['interrupted', true]);
      expect((await harness.goOn(download)).state).toBe('completed');
    },
  );
});

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
    const { atime, mtime } = await stat(part());
    const file = await open(part(), 'r+');
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, 100_000);
    await file.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, 100_000);
    await file.close();
    await utimes(part(), atime, mtime);
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
    await harness.fetchUntil(1_000_000, { url: server.url });
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

describe('I8: the same file twice', () => {
  test.each(crews)('x %i, at one time: two files', async (connections) => {
    const server = await harness.serve({ size, rate: (8 << 20) / connections });
    const downloads = [1, 2, 3].map(() => harness.begin({ url: server.url, connections }));
    const ends = await Promise.all(
      downloads.map((download) => harness.until(() => download.state.kind === 'completed', download)),
    );
    await harness.engine.idle();
    expect(ends).toHaveLength(3);
    expect(await harness.files()).toEqual(['file (1).bin', 'file (2).bin', 'file.bin']);
    for (const name of await harness.files()) expect(await isWhole(name)).toBe(true);
  });

  test('both killed, both go on, each with its own', async () => {
    const server = await harness.serve({ size, rate: 4 << 20 });
    const downloads = [1, 2].map(() => harness.begin({ url: server.url }));
    await harness.until(() => downloads.every((download) => download.view().received > 500_000));
    server.behave({ rate: null });
    await harness.restart();
    await harness.until(() => harness.engine.list().every(({ state }) => state.kind === 'completed'));
    await harness.engine.idle();
    expect(await harness.files()).toEqual(['file (1).bin', 'file.bin']);
    for (const name of await harness.files()) expect(await isWhole(name)).toBe(true);
  });

  test('under one name that the user gave: the second is told', async () => {
    const server = await harness.serve({ size, rate: 8 << 20 });
    const [one, two] = [1, 2].map(() => harness.begin({ url: server.url, name: 'mine.bin' }));
    if (one === undefined || two === undefined) return;
    await harness.until(() =>
      [one, two].every(({ state }) => ['completed', 'interrupted'].includes(state.kind)),
    );
    await harness.engine.idle();
    const states = [one.state, two.state].map((state) =>
      state.kind === 'interrupted' ? state.failure.code : state.kind,
    );
    expect(states).toContain('completed');
    expect(['file-in-use', 'file-exists']).toContain(states.find((state) => state !== 'completed'));
    expect(await isWhole('mine.bin')).toBe(true);
  });
});

describe('I10: something takes the final name during the download', () => {
  const takers: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
    ['a file', (path) => writeFile(path, 'precious')],
    ['a folder', (path) => mkdir(path)],
    ['a link', (path) => symlink('nowhere', path)],
  ];

  test.each(takers.flatMap(([what, take]) => crews.map((crew) => [what, crew, take] as const)))(
    '%s: numbered where the name is the server’s, told where it is the user’s (x %i)',
    async (_what, connections, take) => {
      const server = await harness.serve({ size, rate: (8 << 20) / connections });
      const [free, asked] = [null, 'mine.bin'].map((name) =>
        harness.begin({ url: server.url, connections, ...(name === null ? {} : { name }) }),
      );
      if (free === undefined || asked === undefined) return;
      await harness.until(() => [free, asked].every((download) => download.view().received > 300_000));
      for (const name of ['file.bin', 'mine.bin']) await take(at(name));
      await harness.until(() => free.state.kind === 'completed' && asked.state.kind === 'interrupted', asked);
      await harness.engine.idle();
      expect(await isWhole('file (1).bin')).toBe(true);
      expect(asked.state).toMatchObject({ failure: { code: 'file-exists' } });
      // Away with it, and nothing is fetched again.
      await rename(at('mine.bin'), at('away'));
      const requests = server.requests.length;
      harness.engine.resume(asked.id);
      await harness.until(() => asked.state.kind === 'completed', asked);
      expect([server.requests.length, await isWhole('mine.bin')]).toEqual([requests, true]);
    },
  );
});
