import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RangeServerOptions } from '../engine/testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte } from '../engine/testing/range-server/seeded-body.ts';
import { GetPlace } from './testing/get-process.ts';

const mebibyte = 1 << 20;
let place: GetPlace;
let server: RangeServer;

beforeEach(async () => {
  place = await GetPlace.open();
});
afterEach(async () => {
  await server.close();
  await place.remove();
});

async function serve(options: RangeServerOptions): Promise<void> {
  server = await startRangeServer(options);
}

/** Kills the process when it has told of its progress so many times: about every 250 ms. */
async function killAfter(args: readonly string[], told: number): Promise<void> {
  const { child, ended } = place.start(args);
  let out = '';
  child.stdout?.on('data', (text: string) => {
    out += text;
    if (out.split('"progress"').length > told) child.kill('SIGKILL');
  });
  expect((await ended).status).toBeNull();
}

test.each([1, 6])('I5: kill -9 x %i: goes on each time, at most 8 MiB come twice', async (connections) => {
  const size = 40 * mebibyte;
  await serve({ size, totalRate: 10 * mebibyte });
  const args = [server.url, '-x', String(connections), '--json'];
  const kills = [3, 4, 3];
  for (const told of kills) {
    await killAfter(args, told);
    expect(await place.files()).toEqual(['file.bin.part', 'file.bin.part.tributary']);
  }
  const end = await place.run(args);
  expect([end.status, end.err]).toEqual([0, '']);
  const bytes = await place.read('file.bin');
  expect([bytes.length, firstWrongByte(bytes, 1)]).toEqual([size, null]);
  expect(await place.files()).toEqual(['file.bin']);
  // What the server gave to its system and nobody read is in this, too.
  expect(server.bytesSent - size).toBeLessThan(kills.length * 8 * mebibyte);
  // Only the first run began at the front.
  expect(server.requests.filter(({ range }) => range?.first === 0)).toHaveLength(1);
});

test('I5: kill -9 while many small files are made: whole under their names, or not there; then all are', async () => {
  const size = 60_000;
  await serve({ size });
  const names = Array.from({ length: 120 }, (_, index) => `file-${index}.bin`);
  const list = names.map((name) => `${server.origin}/${name}`).join('\n');
  await writeFile(place.path('list.txt'), list);
  const args = ['-i', 'list.txt', '-j', '16', '--json'];
  for (const done of [1, 12, 40]) {
    const { child, ended } = place.start(args);
    let out = '';
    child.stdout?.on('data', (text: string) => {
      out += text;
      if (out.split('"end"').length > done) child.kill('SIGKILL');
    });
    expect((await ended).status).toBeNull();
    for (const name of (await place.files()).filter((each) => each.endsWith('.bin'))) {
      const bytes = await place.read(name);
      expect([name, bytes.length, firstWrongByte(bytes, 1)]).toEqual([name, size, null]);
    }
  }
  const end = await place.run(args);
  expect([end.status, end.err]).toEqual([0, '']);
  expect(await place.files()).toEqual([...names, 'list.txt'].sort());
  // None was made once more under a number, and none of those that were told of was fetched again.
  expect(server.requests.length).toBeLessThan(2 * names.length);
});
