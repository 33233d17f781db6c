import { mkdir, readdir, symlink } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte } from '../engine/testing/range-server/seeded-body.ts';
import { GetPlace } from './testing/get-process.ts';

const size = 4 << 20;
let place: GetPlace;
let server: RangeServer;

beforeEach(async () => {
  place = await GetPlace.open();
  server = await startRangeServer({ size, rate: 4 << 20 });
});
afterEach(async () => {
  await server.close();
  await place.remove();
});

async function isWhole(name: string): Promise<boolean> {
  const bytes = await place.read(name);
  return bytes.length === size && firstWrongByte(bytes, 1) === null;
}

test.for([1, 6])(
  'I8: three processes, one address, one folder, at once: whole files only (x %i)',
  async (n) => {
    const runs = [1, 2, 3].map(() => place.run([server.url, '-x', String(n), '-q']));
    const statuses = (await Promise.all(runs)).map(({ status }) => status);
    // One that finds another at work on the file says so; nobody waits, and nobody mixes.
    expect(statuses.filter((status) => status !== 0 && status !== 13)).toEqual([]);
    expect(statuses).toContain(0);
    const files = await place.files();
    expect(files.filter((name) => name.includes('.part'))).toEqual([]);
    // One that started when another had ended finds its file complete.
    expect(files.length).toBeGreaterThan(0);
    expect(files.length).toBeLessThanOrEqual(statuses.filter((status) => status === 0).length);
    for (const name of files) expect(await isWhole(name)).toBe(true);
  },
);

test('I8: two addresses, one name asked for: one gets it, the other is told, and nothing is mixed', async () => {
  const other = await startRangeServer({ size, rate: 4 << 20, seed: 2 });
  try {
    const ends = await Promise.all(
      [server.url, other.url].map((url) => place.run([url, '-o', 'one.bin', '-q'])),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual([0, 13]);
    const seed = ends[0]?.status === 0 ? 1 : 2;
    const bytes = await place.read('one.bin');
    expect([bytes.length, firstWrongByte(bytes, seed)]).toEqual([size, null]);
    expect(await place.files()).toEqual(['one.bin']);
  } finally {
    await other.close();
  }
});

test('H11, I8: names that differ in case only are one where they are asked for at once', async () => {
  const runs = ['Same.bin', 'same.bin'].map((name) => place.run([server.url, '-o', name, '-q']));
  const statuses = (await Promise.all(runs)).map(({ status }) => status);
  // On a file system that tells them apart both may come, one after the other.
  expect(statuses).toContain(0);
  expect(statuses.filter((status) => status !== 0 && status !== 13)).toEqual([]);
  for (const name of await place.files()) expect(await isWhole(name)).toBe(true);
});

test('I10: a link to nothing under the name asked for is neither followed nor replaced', async () => {
  await symlink(place.path('nothing'), place.path('asked.bin'));
  const end = await place.run([server.url, '-o', 'asked.bin', '-q']);
  expect(end.status).toBe(13);
  expect(await place.files()).toEqual(['asked.bin']);
});

test('H9, I10: the longest name there can be leaves room for what lies beside it', async () => {
  const asked = `${'가'.repeat(90)}.bin`;
  await mkdir(place.path('deep'));
  const end = await place.run([server.url, '-o', asked, '-d', 'deep', '-q']);
  const [name] = await readdir(place.path('deep'));
  // Either it is brought under a name cut to fit, or the name is refused before a byte is asked for.
  if (end.status === 0) expect(Buffer.byteLength(name ?? '')).toBeLessThanOrEqual(255);
  else expect([end.status, server.bytesSent, name]).toEqual([28, 0, undefined]);
});
