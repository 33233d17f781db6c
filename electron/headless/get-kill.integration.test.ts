import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RangeServerOptions } from '../engine/testing/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server.ts';
import { firstWrongByte, seededSum } from '../engine/testing/seeded-body.ts';
import { endOf, GetPlace } from './testing/get-process.ts';

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

test('I1: a disk that fills up in the middle: 9, and the same command goes on once there is room', async () => {
  const size = 6 * mebibyte;
  await serve({ size, rate: 4 * mebibyte });
  const script = [
    'mount -t tmpfs -o size=8m none "$0" && cd "$0" || exit 1',
    '"$@" & get=$!',
    'until [ "$(du -k file.bin.part 2>/dev/null | cut -f1)" -gt 1000 ] 2>/dev/null; do sleep 0.05; done',
    'head -c 8000000 /dev/zero > filler 2>/dev/null',
    'wait $get; full=$?; left=$(echo file.bin*)',
    'rm filler; "$@"; then=$?',
    'echo "$full $then, left $left, then" *; sha1sum < file.bin',
  ].join('\n');
  const command = fileURLToPath(new URL('./cli.ts', import.meta.url));
  const get = [process.execPath, command, 'get', server.url, '-x', '2', '-q'];
  // A mount that nobody else sees, and that ends with its process.
  const flags = process.getuid?.() === 0 ? ['-m'] : ['-r', '-m'];
  const args = [...flags, 'sh', '-c', script, place.folder, ...get];
  const end = await endOf(spawn('unshare', args, { env: place.env }));
  expect(end.out.split('\n').slice(0, 2)).toEqual([
    '9 0, left file.bin.part file.bin.part.tributary, then file.bin',
    `${seededSum(1, size)}  -`,
  ]);
  expect(end.sentences).toEqual([expect.stringMatching(/^file\.bin: The disk is full: .*\.$/)]);
  expect(server.bytesSent).toBeLessThan(size + 4 * mebibyte);
});
