import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure, InterruptReason } from '../../../shared/model/reasons.ts';
import { fail } from '../../../shared/model/result.ts';
import { countedFiles, type CallRule } from '../testing/counted-files.ts';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { firstWrongByte } from '../testing/range-server/seeded-body.ts';
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
  /** `TRIBUTARY_DISK_POINTS=all` fails at some 60 of the first 500 calls; `disk-faults` at each of them. */
  const everyCall = process.env['TRIBUTARY_DISK_POINTS'] === 'all';
  const numbers = everyCall
    ? Array.from({ length: 500 }, (_, index) => index + 1).filter((n) => n <= 40 || n % 20 === 0)
    : [1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 22, 28];

  test.for(faults.flatMap((fault) => crews.map((crew) => [...fault, crew] as const)))(
    '%s: %s is %s, what came is kept, and it goes on once the disk does (x %i)',
    { timeout: 600_000 },
    async ([_id, errno, code, connections], { task }) => {
      const rate = (connections === 1 ? 24 << 20 : 8 << 20) / (everyCall ? 8 : 1);
      const server = await harness.serve({ size, rate });
      let tried = 0;
      for (const number of numbers) {
        const first = server.requests.length;
        calls = 0;
        let failed = false;
        broken = (call, what) => {
          if (call < number || ['rename', 'remove'].includes(what)) return null;
          failed = true;
          return { code, facts: { errno, op: 'write' } };
        };
        const url = `${server.origin}/${number}.bin`;
        const end = await harness.fetch({ url, connections });
        // The run had fewer calls, or was complete before.
        if (!failed || end.state === 'completed') continue;
        tried += 1;
        expect([number, end.state, end.code]).toEqual([number, 'interrupted', code]);
        broken = null;
        const again = await harness.goOn(end.download);
        expect([number, again.state]).toEqual([number, 'completed']);
        // What was on disk did not come twice: on its way was one buffer of each connection.
        expect(sentFrom(server, first) - size).toBeLessThan(2 * size);
      }
      task.meta.tried = tried;
      expect(tried).toBeGreaterThan(8);
    },
  );
});

test.each([
  ['create part', 1],
  ['sync part', 1],
  ['sync control', 1],
  ['rename', 1],
  ['sync folder', 2],
] as const)(
  'I2: a %s (number %i) that fails once: named, nothing under the final name, and it goes on',
  async (kind, number) => {
    // The last MiB waits until the call has failed, where it is one that is made while bytes come: a save
    // that fails with the last bytes is made good by the one at the end, and then nothing was lost.
    const onTheWay = ['sync part', 'sync control'].includes(kind);
    const fault = { kind: 'stall', at: 2 << 20 } as const;
    const server = await harness.serve({ size, rate: 24 << 20, ...(onTheWay ? { fault } : {}) });
    let alike = 0;
    broken = (_call, what) => {
      alike += what === kind ? 1 : 0;
      if (what !== kind || alike !== number) return null;
      server.behave({ fault: null });
      return { code: 'file-io', facts: { errno: 'EIO', op: 'write' } };
    };
    const end = await harness.fetch({ url: server.url });
    expect(end).toMatchObject({ state: 'interrupted', code: 'file-io' });
    const requests = server.requests.length;
    expect((await harness.goOn(end.download)).state).toBe('completed');
    // With every byte there, nothing is asked again.
    if (kind === 'rename' || number === 2) expect(server.requests.length).toBe(requests);
  },
);

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
