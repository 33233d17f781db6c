import { execFile } from 'node:child_process';
import {
  copyFile,
  link,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Download } from '../download.ts';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { firstWrongByte } from '../testing/range-server/seeded-body.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

const size = 3 << 20;
const crews = [1, 8] as const;
const precious = 'a file of somebody else';
let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness();
});
afterEach(() => harness.close());

const at = (name: string): string => join(harness.folder, name);
const part = (): string => at('file.bin.part');
const control = (): string => at('file.bin.part.tributary');
const fifo = (path: string): Promise<unknown> => promisify(execFile)('mkfifo', [path]);

async function isWhole(name: string): Promise<boolean> {
  const bytes = await readFile(at(name));
  return bytes.length === size && firstWrongByte(bytes, 1) === null;
}

describe('I3: while bytes come, the part file is', () => {
  /** What somebody puts in its place, or does to it; and whether a file of theirs lies there then. */
  const deeds: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['deleted', () => unlink(part())],
    ['moved away', () => rename(part(), at('elsewhere'))],
    [
      'replaced by another file',
      async () => {
        await unlink(part());
        await writeFile(part(), Buffer.alloc(size, 'x'));
      },
    ],
    [
      'replaced by a link',
      async () => {
        await unlink(part());
        await symlink(at('precious'), part());
      },
    ],
    [
      'replaced by a link to nothing',
      async () => {
        await unlink(part());
        await symlink(at('nothing'), part());
      },
    ],
    [
      'replaced by a second name of a file',
      async () => {
        await unlink(part());
        await link(at('precious'), part());
      },
    ],
    [
      'replaced by a folder',
      async () => {
        await unlink(part());
        await mkdir(part());
      },
    ],
    [
      'replaced by a pipe',
      async () => {
        await unlink(part());
        await fifo(part());
      },
    ],
  ];

  test.for(deeds.flatMap(([what, deed]) => crews.map((crew) => [what, crew, deed] as const)))(
    '%s: nothing wrong gets the final name, and the next run brings the file (x %i)',
    async ([, connections, deed]) => {
      const server = await harness.serve({ size, totalRate: 6 << 20 });
      await mkdir(harness.folder, { recursive: true });
      await writeFile(at('precious'), precious);
      const download = harness.begin({ url: server.url, connections });
      await harness.until(() => download.view().received > 1 << 20, download);
      await deed();
      server.setTotalRate(1e9);
      await harness.until(
        () => download.state.kind === 'interrupted' || download.state.kind === 'completed',
        download,
      );
      await harness.engine.idle();
      expect(download.state).toMatchObject({ kind: 'interrupted', failure: { code: /^file-/ } });
      expect(await harness.files()).not.toContain('file.bin');
      harness.engine.resume(download.id);
      await harness.engine.idle();
      expect(download.state.kind).toBe('completed');
      const { target } = download.record;
      expect(await isWhole(target?.slice(harness.folder.length + 1) ?? '')).toBe(true);
      expect(await readFile(at('precious'), 'utf8')).toBe(precious);
    },
  );

  test('cut short: it is not complete, and what was cut off comes again', async () => {
    const server = await harness.serve({ size, totalRate: 6 << 20 });
    const download = harness.begin({ url: server.url });
    await harness.until(() => download.view().received > 2 << 20, download);
    await harness.engine.pause(download.id);
    await truncate(part(), 700_000);
    server.setTotalRate(1e9);
    expect((await harness.goOn(download)).state).toBe('completed');
  });
});

describe('I3: while it rests, the part file is replaced by', () => {
  const things: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
    ['a second name of a file', (path) => link(at('precious'), path)],
    ['a link to nothing', (path) => symlink(at('nothing'), path)],
    ['a pipe', fifo],
  ];

  test.for(things)('%s: it is not touched, and the file gets a number', async ([, put]) => {
    const server = await harness.serve({ size, rate: 6 << 20 });
    const download = await harness.fetchUntil(1 << 20, { url: server.url });
    await writeFile(at('precious'), precious);
    await unlink(part());
    await put(part());
    server.behave({ rate: null });
    harness.engine.resume(download.id);
    await harness.engine.idle();
    expect(download.state.kind).toBe('completed');
    expect(await isWhole('file (1).bin')).toBe(true);
    expect(await readFile(at('precious'), 'utf8')).toBe(precious);
    expect(await readdir(harness.folder)).toContain('file.bin.part');
    expect(await readdir(harness.folder)).not.toContain('nothing');
  });
});

describe('I7: state and data that do not belong together', () => {
  /** Copies of what lay there as bytes came, as a kill would leave it: early, and later. */
  async function images(connections: number): Promise<RangeServer> {
    const server = await harness.serve({ size, totalRate: 4 << 20 });
    const download: Download = harness.begin({ url: server.url, connections });
    const keep = async (name: string, bytes: number): Promise<void> => {
      await harness.until(() => download.view().received > bytes, download);
      // The control file first, as the part file only grows: a later one would say what is not in it.
      await copyFile(control(), join(harness.root, `${name}.control`));
      await copyFile(part(), join(harness.root, `${name}.part`));
    };
    await keep('early', 600_000);
    await keep('late', 2_400_000);
    await harness.engine.remove(download.id, true);
    expect(await harness.files()).toEqual([]);
    server.setTotalRate(1e9);
    return server;
  }

  async function goOnFrom(server: RangeServer, state: string, data: string | null): Promise<number> {
    await copyFile(join(harness.root, `${state}.control`), control());
    if (data !== null) await copyFile(join(harness.root, `${data}.part`), part());
    const first = server.requests.length;
    const end = await harness.fetch({ url: server.url });
    expect([end.state, end.name]).toEqual(['completed', 'file.bin']);
    return server.requests.slice(first).reduce((sum, { sent }) => sum + sent, 0);
  }

  test.for(crews)('x %i, the state ahead of the data: what is missing comes again', async (connections) => {
    const server = await images(connections);
    expect(await goOnFrom(server, 'late', 'early')).toBeGreaterThan(size - 2_400_000);
  });

  test.for(crews)('x %i, the data ahead of the state: only the state counts', async (connections) => {
    const server = await images(connections);
    expect(await goOnFrom(server, 'early', 'late')).toBeLessThanOrEqual(size);
  });

  test('the state without the data: all comes again', async () => {
    const server = await images(1);
    expect(await goOnFrom(server, 'late', null)).toBeGreaterThanOrEqual(size);
  });

  test.for([
    ['is gone', (path: string) => unlink(path)],
    ['was cut short', (path: string) => truncate(path, 1_000)],
    ['is a folder', (path: string) => rm(path).then(() => mkdir(path))],
  ] as const)('a finished file that %s is not taken for one', async ([, deed]) => {
    const server = await harness.serve({ size });
    await harness.fetch({ url: server.url });
    await deed(at('file.bin'));
    const end = await harness.fetch({ url: server.url, acceptExisting: true });
    expect(end.state).toBe('completed');
    expect(await isWhole(end.name ?? '')).toBe(true);
  });
});
