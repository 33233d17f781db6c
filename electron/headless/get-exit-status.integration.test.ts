import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeCertificate } from '../engine/testing/certificate.ts';
import type { RangeServerOptions } from '../engine/testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte, seededSum } from '../engine/testing/range-server/seeded-body.ts';
import { endOf, GetPlace } from './testing/get-process.ts';

const size = 300_000;
let place: GetPlace;
let servers: RangeServer[] = [];

beforeEach(async () => {
  place = await GetPlace.open();
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
  await place.remove();
});

async function serve(options: RangeServerOptions = {}): Promise<RangeServer> {
  const server = await startRangeServer({ size, ...options });
  servers.push(server);
  return server;
}

/** Status, code and the one sentence; nothing may lie under the final name. */
async function refused(args: readonly string[]): Promise<{ status: number | null; code: unknown }> {
  const end = await place.run([...args, '--json']);
  expect(end.sentences).toEqual([expect.stringMatching(/^\S.*: [A-Z].*\.$/)]);
  expect(await place.files()).not.toContain('file.bin');
  const last = end.events.at(-1);
  expect(last).toMatchObject({ event: 'end', state: 'interrupted' });
  return { status: end.status, code: last?.['code'] };
}

test('0: the last line of --json tells of the end, stdout holds nothing but JSON, stderr nothing', async () => {
  const server = await serve();
  const end = await place.run([server.url, '--json', '-x', '1', '--checksum', seededSum(1, size)]);
  expect([end.status, end.err]).toEqual([0, '']);
  expect(Object.keys(end.events.at(-1) ?? {})).toEqual(
    'event url path size state checksum code requests refetched seconds'.split(' '),
  );
  expect(end.events.at(-2)).toEqual({
    event: 'verified',
    url: server.url,
    checksum: `sha1:${seededSum(1, size)}`,
  });
  expect(end.events.at(-1)).toEqual({
    event: 'end',
    url: server.url,
    path: place.path('file.bin'),
    size,
    state: 'completed',
    checksum: `sha1:${seededSum(1, size)}`,
    code: null,
    requests: 1,
    refetched: 0,
    seconds: expect.any(Number) as number,
  });
  expect(await place.files()).toEqual(['file.bin']);
  expect(firstWrongByte(await place.read('file.bin'), 1)).toBeNull();
});

test('0: without --json stdout stays empty, and -q leaves stderr empty too', async () => {
  const server = await serve();
  const loud = await place.run([server.url]);
  expect([loud.status, loud.out]).toEqual([0, '']);
  expect(loud.sentences).toEqual([expect.stringMatching(/^file\.bin: .* size only/)]);
  const quiet = await place.run([server.url, '-q', '-o', 'other.bin']);
  expect([quiet.status, quiet.out, quiet.err]).toEqual([0, '', '']);
});

test('2: a server that never answers is left when patience ends', async () => {
  const server = await serve({ fault: { kind: 'stall', at: 'before-head' } });
  const args = [server.url, '--timeout', '0.3', '--patience', '1'];
  expect(await refused(args)).toEqual({ status: 2, code: 'network-patience' });
});

test('2: patience ends in the middle of a request, however long its timeout', async () => {
  const server = await serve({ fault: { kind: 'stall', at: 'before-head' } });
  const args = [server.url, '--timeout', '60', '--patience', '1'];
  expect(await refused(args)).toEqual({ status: 2, code: 'network-patience' });
});

test('6: a server that refuses connections is asked three times at the first contact', async () => {
  const server = await startRangeServer();
  await server.close();
  expect(await refused([server.url])).toEqual({ status: 6, code: 'network-refused' });
  const end = await place.run([server.url, '--patience', '0.5']);
  expect(end.status).toBe(2);
  expect(end.sentences).toEqual([
    'file.bin: No new byte came for 1 s (last: the server refuses connections): run the same command again to go on, or wait longer with --patience.',
  ]);
});

test('2: bytes that stop coming are kept when patience ends', async () => {
  const server = await serve({ fault: { kind: 'stall', at: 100_000 } });
  server.setRules([{ when: { from: 2 }, use: { fault: { kind: 'stall', at: 'before-head' } } }]);
  const args = [server.url, '--timeout', '0.3', '--patience', '1.5', '-x', '1'];
  expect(await refused(args)).toEqual({ status: 2, code: 'network-patience' });
  expect(await place.files()).toEqual(['file.bin.part', 'file.bin.part.tributary']);
});

describe('a reply that is no file', () => {
  test.each([
    [3, 404, 'server-not-found'],
    [3, 410, 'server-not-found'],
    [22, 418, 'server-bad-status'],
    [22, 501, 'server-bad-status'],
    [24, 401, 'server-unauthorized'],
    [24, 403, 'server-forbidden'],
  ])('%i: HTTP %i', async (status, reply, code) => {
    const server = await serve({ status: reply });
    expect(await refused([server.url])).toEqual({ status, code });
    expect([await place.files(), server.requests.length]).toEqual([[], 1]);
  });

  test('22: a reply without a file, though it was asked for again', async () => {
    const server = await serve({ status: 204 });
    expect(await refused([server.url])).toEqual({ status: 22, code: 'server-no-content' });
    expect([await place.files(), server.requests.length]).toEqual([[], 3]);
  });

  test('22: a wait of more than an hour is not waited for', async () => {
    const server = await serve({ status: 503, retryAfter: 7_200 });
    expect(await refused([server.url])).toEqual({ status: 22, code: 'server-asked-to-wait' });
    const end = await place.run([server.url]);
    expect(end.sentences).toEqual([
      expect.stringMatching(
        /^file\.bin: The server asks to wait 2 h \(until .*\d{4}.*\d:\d\d.*\): run the same/,
      ),
    ]);
  });

  test('23: a redirect that leads in circles', async () => {
    const server = await serve({ redirect: { status: 302, to: '/file.bin' } });
    expect(await refused([server.url])).toEqual({ status: 23, code: 'server-redirect-loop' });
  });

  test('22: a redirect to a file of this machine', async () => {
    const server = await serve({ redirect: { status: 302, to: 'file:///etc/hostname' } });
    expect(await refused([server.url])).toEqual({ status: 22, code: 'server-redirect-refused' });
  });
});

test('6: a certificate that nobody vouches for is named, and nothing is fetched', async () => {
  const server = await serve({ tls: await makeCertificate(place.root) });
  const end = await place.run([server.url]);
  expect(end.status).toBe(6);
  expect(end.sentences).toEqual([expect.stringMatching(/certificate is not valid \(self-signed\)/)]);
  expect([await place.files(), server.requests.length]).toEqual([[], 0]);
});

test('8: a file that changes twice on the server', async () => {
  // Another file at each request.
  const rules = Array.from({ length: 30 }, (_, index) => ({
    when: { from: index + 1 },
    use: { seed: index + 1, etag: `"${index}"` },
  }));
  const server = await serve({ fault: { kind: 'reset', at: 100_000 }, rules });
  expect(await refused([server.url, '-x', '1'])).toEqual({ status: 8, code: 'server-changed' });
});

test('9: a disk without room for it', async () => {
  const server = await serve({ size: 3 << 20 });
  const script =
    'mount -t tmpfs -o size=1m none "$0" && cd "$0" && "$@"; status=$?; ls -A "$0" >&2; exit $status';
  const command = fileURLToPath(new URL('./cli.ts', import.meta.url));
  const get = [process.execPath, command, 'get', server.url, '--json'];
  // A mount of this process alone, for any user where the system lets users have their own.
  const flags = process.getuid?.() === 0 ? ['-m'] : ['-r', '-m'];
  const child = spawn('unshare', [...flags, 'sh', '-c', script, place.folder, ...get], { env: place.env });
  const end = await endOf(child);
  expect([end.status, end.events.at(-1)?.['code']]).toEqual([9, 'file-no-space']);
  expect(end.sentences).toEqual([expect.stringMatching(/^file\.bin: The disk has .* free .*\.$/)]);
});

describe('what is in the way on the disk', () => {
  test('13: a file of that name that is not ours, with --out', async () => {
    const server = await serve();
    await writeFile(place.path('mine.txt'), 'precious');
    expect(await refused([server.url, '-o', 'mine.txt'])).toEqual({ status: 13, code: 'file-exists' });
    expect(await place.files()).toEqual(['mine.txt']);
    expect((await place.read('mine.txt')).toString()).toBe('precious');
  });

  test('16: a folder that cannot be made', async () => {
    const server = await serve();
    await writeFile(place.path('plain'), '');
    const args = [server.url, '-d', join('plain', 'inside')];
    expect(await refused(args)).toEqual({ status: 16, code: 'file-create' });
  });

  test('15: a folder that is a file', async () => {
    const server = await serve();
    await writeFile(place.path('plain'), '');
    expect(await refused([server.url, '-d', 'plain'])).toMatchObject({ status: 15 });
  });
});

test('19: a name that is no host', async () => {
  const url = `http://${'a'.repeat(64)}.test/file.bin`;
  expect(await refused([url])).toEqual({ status: 19, code: 'network-name-unknown' });
});

test('28: a bad option is told before anything is asked', async () => {
  const server = await serve();
  const end = await place.run([server.url, '--connections', '0', '--json']);
  expect([end.status, end.out]).toEqual([28, '']);
  expect(end.sentences).toEqual([expect.stringMatching(/^--connections .*\.$/)]);
  expect(server.requests).toEqual([]);
});

test('32: another checksum; nothing lies under the final name, and both sums are told', async () => {
  const server = await serve();
  const end = await place.run([server.url, '--checksum', seededSum(2, size)]);
  expect([end.status, end.out]).toEqual([32, '']);
  expect(end.err).toContain(seededSum(2, size));
  expect(end.err).toContain(seededSum(1, size));
  expect(end.err).not.toContain('b2sum');
  expect(await place.files()).not.toContain('file.bin');
});

test('32: a sum that b2sum wrote is as long as a SHA-512: how to give it is told, and given so it matches', async () => {
  const server = await serve();
  const sum = seededSum(1, size, 'blake2b512');
  const end = await place.run([server.url, '--checksum', sum]);
  expect(end.status).toBe(32);
  expect(end.err).toContain('If b2sum wrote that sum, it is a BLAKE2b: write blake2b:SUM.');
  expect((await place.run([server.url, '--checksum', `blake2b:${sum}`])).status).toBe(0);
});

test('several: the status of the first that failed, and the others are fetched', async () => {
  const server = await serve({
    rules: [
      { when: { path: '/gone' }, use: { status: 404 } },
      { when: { path: '/shut' }, use: { status: 403 } },
    ],
  });
  const end = await place.run([`${server.origin}/gone`, server.url, `${server.origin}/shut`, '--json']);
  expect(end.status).toBe(3);
  expect(end.events.filter(({ event }) => event === 'end')).toHaveLength(3);
  expect(await place.files()).toEqual(['file.bin']);
});
