import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuthOptions } from '../engine/testing/range-server/auth-gate.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { GetPlace, type GetEnd } from './testing/get-process.ts';

const size = 3 << 20;
const word = 'open-sesame';
const auth: AuthOptions = { schemes: ['sha-256', 'digest'], user: 'visitor7', password: word };

let place: GetPlace;
let server: RangeServer;

beforeEach(async () => {
  place = await GetPlace.open();
});
afterEach(async () => {
  await server.close();
  await place.remove();
});

/** Nothing of the password stands in what was printed, logged or left on disk. */
async function expectSilence(end: GetEnd, secret = word): Promise<void> {
  const kept: string[] = [await place.log(), end.out, end.err];
  for (const name of await readdir(place.root, { recursive: true })) {
    const bytes = await readFile(join(place.root, name)).catch(() => Buffer.alloc(0));
    if (!name.endsWith('file.bin') && !name.endsWith('.part')) kept.push(bytes.toString('latin1'));
  }
  for (const text of kept) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from(`visitor7:${secret}`).toString('base64'));
  }
}

describe.each(['1', '8'])('-x %s', (connections) => {
  test('G3: --user is told in answer to Digest, once, and stands nowhere', async () => {
    server = await startRangeServer({ size, auth });
    const end = await place.run([server.url, '-x', connections, '-u', `visitor7:${word}`, '--json']);
    expect([end.status, server.auth?.refused]).toEqual([0, 0]);
    expect(end.events.at(-1)?.['url']).toBe(server.url);
    await expectSilence(end);
  });

  test('G3: no password and a wrong one end with 24, one sentence and nothing under the name', async () => {
    server = await startRangeServer({ size, auth });
    const host = new URL(server.origin).host;
    const none = await place.run([server.url, '-x', connections]);
    expect([none.status, none.sentences]).toEqual([
      24,
      [
        `file.bin: ${host} asks for a user and a password (HTTP 401): give them with --user NAME or --netrc; what came so far is kept.`,
      ],
    ]);
    const wrong = await place.run([server.url, '-x', connections, '-u', 'visitor7:wrong-word']);
    expect(wrong.status).toBe(24);
    expect(wrong.sentences.at(-1)).toContain(`${host} does not accept this user and password (HTTP 401)`);
    expect([server.auth?.refused, await place.files()]).toEqual([1, []]);
    await expectSilence(wrong, 'wrong-word');
  });

  test('G4: bytes are kept when a password is wanted midway, and the same command with it goes on', async () => {
    server = await startRangeServer({ size, rate: Number(connections) === 1 ? 2_000_000 : 300_000 });
    const process = place.start([server.url, '-x', connections]);
    await server.until((stats) => stats.bytesSent > size / 2);
    server.setAuth(auth);
    server.dropConnections();
    const stopped = await process.ended;
    expect([stopped.status, await place.files()]).toEqual([24, ['file.bin.part', 'file.bin.part.tributary']]);
    server.behave({ rate: null });
    const before = server.bytesSent;
    const end = await place.run([server.url, '-x', connections, '-u', `visitor7:${word}`]);
    expect(end.status).toBe(0);
    expect(server.bytesSent - before).toBeLessThan(size);
    await expectSilence(end);
  });

  test('G6: cookies of a file are sent, and told when they are good no more', async () => {
    server = await startRangeServer({ size, cookies: { entry: '/none', good: [`pass=${word}`] } });
    const file = place.path('cookies.txt');
    await writeFile(
      file,
      `# Netscape HTTP Cookie File\n#HttpOnly_127.0.0.1\tFALSE\t/kept\tFALSE\t0\tpass\t${word}\n`,
    );
    const args = [`${server.origin}/kept/file.bin`, '-x', connections, '--cookies', file];
    const end = await place.run(args);
    expect(end.status).toBe(0);
    for (const { headers } of server.requests) expect(headers['cookie']).toBe(`pass=${word}`);
    server.cookies?.expire();
    const refused = await place.run([...args, '-o', 'again.bin']);
    expect(refused.status).toBe(24);
    expect(refused.sentences.at(-1)).toContain('does not accept these cookies');
    await writeFile(file, '');
    await expectSilence(refused);
  });
});

test('G3: --password-file, stdin and --netrc give the password too', async () => {
  server = await startRangeServer({ size, auth });
  await writeFile(place.path('word'), `${word}\nsecond line\n`);
  await writeFile(join(place.root, 'netrc'), `machine 127.0.0.1 login visitor7 password ${word}\n`);
  const ways: readonly (readonly [string[], { stdin?: string; env?: NodeJS.ProcessEnv }])[] = [
    [['-u', 'visitor7', '--password-file', 'word'], {}],
    [['-u', 'visitor7', '--password-file', '-'], { stdin: `${word}\r\n` }],
    [['--netrc'], { env: { NETRC: join(place.root, 'netrc') } }],
  ];
  for (const [index, [args, options]] of ways.entries()) {
    const end = await place.run([server.url, '-o', `${index}.bin`, ...args], options);
    expect([end.status, end.err]).toEqual([0, expect.any(String)]);
  }
  expect(server.auth?.refused).toBe(0);
});

test('G7: user and password of an address answer a challenge, and it is told without them', async () => {
  server = await startRangeServer({ size, auth });
  const end = await place.run([server.url.replace('//', `//visitor7:${word}@`), '--json']);
  expect([end.status, server.auth?.refused]).toEqual([0, 0]);
  expect(end.events.at(-1)?.['url']).toBe(server.url);
  await expectSilence(end);
});

test('options that cannot be used say so, without their values', async () => {
  server = await startRangeServer({ size });
  await writeFile(place.path('bad.txt'), `{"cookie":"${word}"}\n`);
  const wrong: readonly string[][] = [
    ['-u', `:${word}`],
    ['-u', 'name'],
    ['--password-file', 'bad.txt'],
    ['-u', `name:${word}`, '--password-file', 'bad.txt'],
    ['-u', 'name', '--password-file', 'missing'],
    ['--cookies', 'missing'],
    ['--cookies', 'bad.txt'],
    ['--netrc'],
  ];
  for (const args of wrong) {
    const end = await place.run([server.url, ...args], { env: { HOME: place.root } });
    expect([args[0], end.status, end.sentences.length]).toEqual([args[0], 28, 1]);
    expect(end.err).not.toContain(word);
  }
  expect(server.requests).toEqual([]);
});
