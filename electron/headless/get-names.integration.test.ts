import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { GetPlace } from './testing/get-process.ts';

let place: GetPlace;
let server: RangeServer;

beforeEach(async () => {
  place = await GetPlace.open();
  server = await startRangeServer({ size: 1_000, contentType: null });
});
afterEach(async () => {
  await server.close();
  await place.remove();
});

test.each([
  ['../../evil.bin', 'evil.bin'],
  ['..%2f..%2f.bashrc', '_bashrc'],
  ['/etc/cron.d/evil', 'evil'],
  ['C:\\\\Windows\\\\evil.exe', 'evil.exe'],
  ['CON', '_CON'],
])('H4: get keeps a server that names %s inside its folder', async (given, name) => {
  server.behave({ contentDisposition: `attachment; filename="${given}"` });
  await mkdir(join(place.folder, 'deep', 'er'), { recursive: true });
  const run = await place.run([server.url, '-d', 'deep/er', '--json']);
  expect([run.status, run.events.at(-1)?.['path']]).toEqual([0, join(place.folder, 'deep', 'er', name)]);
  expect(await place.files()).toEqual(['deep']);
});

test.each(['../out', 'a/b', '..', '.', '', '/etc/out', 'film.part.tributary'])(
  'H4: --out and out= take no %j',
  async (name) => {
    expect((await place.run([server.url, '-o', name])).status).toBe(28);
    await writeFile(join(place.folder, 'list'), `${server.url}\n out=${name}\n`);
    expect((await place.run(['-i', 'list'])).status).toBe(28);
    expect([server.requests.length, await place.files()]).toEqual([0, ['list']]);
  },
);

describe('I10: a link in the place of a file is not followed', () => {
  const mine = 'precious';

  test.each(['out.bin', 'out.bin.part', 'out.bin.part.tributary'])('%s', async (name) => {
    const victim = join(place.folder, 'victim');
    await writeFile(victim, mine);
    await symlink(victim, join(place.folder, name));
    const run = await place.run([server.url, '-o', 'out.bin']);
    expect([13, 15]).toContain(run.status);
    expect(await readFile(victim, 'utf8')).toBe(mine);
    expect((await lstat(join(place.folder, name))).isSymbolicLink()).toBe(true);
  });

  test('to nowhere: nothing is made where it leads', async () => {
    await symlink(join(place.folder, 'made-by-link'), join(place.folder, 'out.bin.part'));
    expect((await place.run([server.url, '-o', 'out.bin'])).status).toBe(13);
    expect(await place.files()).toEqual(['out.bin.part']);
  });
});
