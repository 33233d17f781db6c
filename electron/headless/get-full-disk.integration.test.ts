import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte, seededSum } from '../engine/testing/range-server/seeded-body.ts';
import { endOf, GetPlace, type GetEnd } from './testing/get-process.ts';

const mebibyte = 1 << 20;
const size = 6 * mebibyte;
const command = fileURLToPath(new URL('./cli.ts', import.meta.url));
let place: GetPlace;
let server: RangeServer;

beforeEach(async () => {
  place = await GetPlace.open();
  server = await startRangeServer({ size, rate: 4 * mebibyte });
});
afterEach(async () => {
  await server.close();
  await place.remove();
});

function get(): readonly string[] {
  return [process.execPath, command, 'get', server.url, '-x', '2', '-q'];
}

/** A mount that nobody else sees, and that ends with its process; a container may refuse it. */
const mountFlags = process.getuid?.() === 0 ? ['-m'] : ['-r', '-m'];
const mounts =
  spawnSync('unshare', [...mountFlags, 'sh', '-c', 'mount -t tmpfs -o size=1m none /mnt']).status === 0;

/** Runs a script of the shell with the command as its arguments, in a small file system at `$0`. */
function onSmallDisk(script: readonly string[], env: NodeJS.ProcessEnv): Promise<GetEnd> {
  const lines = ['mount -t tmpfs -o size=8m none "$0" && cd "$0" || exit 1', ...script].join('\n');
  return endOf(spawn('unshare', [...mountFlags, 'sh', '-c', lines, place.folder, ...get()], { env }));
}

/** The same on the usual disk; `ulimit -f` counts in 512 bytes. */
function withSmallFiles(script: readonly string[], env: NodeJS.ProcessEnv): Promise<GetEnd> {
  const lines = ['cd "$0" || exit 1', ...script].join('\n');
  return endOf(spawn('sh', ['-c', lines, place.folder, ...get()], { env }));
}

if (mounts) {
  test('I1: a disk that fills up in the middle: 9, and the same command goes on once there is room', async () => {
    const script = [
      '"$@" & get=$!',
      'until [ "$(du -k file.bin.part 2>/dev/null | cut -f1)" -gt 1000 ] 2>/dev/null; do sleep 0.05; done',
      'head -c 8000000 /dev/zero > filler 2>/dev/null',
      'wait $get; full=$?; left=$(echo file.bin*)',
      'rm filler; "$@"; then=$?',
      'echo "$full $then, left $left, then" *; sha1sum < file.bin',
    ];
    const end = await onSmallDisk(script, place.env);
    expect(end.out.split('\n').slice(0, 2)).toEqual([
      '9 0, left file.bin.part file.bin.part.tributary, then file.bin',
      `${seededSum(1, size)}  -`,
    ]);
    expect(end.sentences).toEqual([expect.stringMatching(/^file\.bin: The disk is full: .*\.$/)]);
    expect(server.bytesSent).toBeLessThan(size + 4 * mebibyte);
  });

  test('I1: a full disk under the program’s own files: the download comes all the same', async () => {
    // What the program keeps for itself has no room; the download goes elsewhere.
    const env = {
      ...place.env,
      XDG_DATA_HOME: `${place.folder}/data`,
      XDG_STATE_HOME: `${place.folder}/state`,
    };
    const script = [
      'head -c 9000000 /dev/zero > filler 2>/dev/null',
      `"$@" -d '${place.root}/elsewhere'; full=$?`,
      `rm filler; "$@" -d '${place.root}/elsewhere'; echo "$full $?"; ls '${place.root}/elsewhere'`,
      `sha1sum < '${place.root}/elsewhere/file.bin'`,
    ];
    const end = await onSmallDisk(script, env);
    // What was not noted as finished is another file to the next run: it gets a number.
    expect(end.out.split('\n')[0]).toBe('0 0');
    expect(end.out).toContain(`${seededSum(1, size)}  -`);
    expect(end.out).not.toContain('.part');
  });
}

test('I1, I2: a file that may not grow: 17, and the same command goes on once it may', async () => {
  const script = [
    '(ulimit -f 4096; exec "$@"); full=$?; left=$(echo *)',
    '"$@"; echo "$full $?, left $left, then" *',
  ];
  const end = await withSmallFiles(script, place.env);
  expect(end.out.trim()).toBe('17 0, left file.bin.part file.bin.part.tributary, then file.bin');
  expect(end.sentences).toEqual([expect.stringMatching(/^file\.bin: .*too large for this disk.*\.$/)]);
  const bytes = await place.read('file.bin');
  expect([bytes.length, firstWrongByte(bytes, 1)]).toEqual([size, null]);
  // What had been written did not come twice.
  expect(server.bytesSent).toBeLessThan(size + 4 * mebibyte);
});
