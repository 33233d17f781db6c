import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../ports/log.ts';
import type { CredentialStore } from '../../ports/credentials.ts';
import { openCredentialStore, unsealed, type PasswordSealing } from './credential-store.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-passwords-'));
  path = join(folder, 'state', 'passwords.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (sealing: PasswordSealing = unsealed): Promise<CredentialStore> =>
  openCredentialStore({ path, sealing, log: silentLog });
const server = { origin: 'https://files.example', realm: 'vault' };
const ali = { user: 'ali', password: 'open sesame' };
/** Turns every byte over: enough to see that it is not stored in clear. */
const turned: PasswordSealing = {
  kept: 'key-store',
  seal: async (text) => Buffer.from(text).map((byte) => byte ^ 0xff),
  open: async (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString(),
};

test('a remembered password is found after a new start, in a file for its owner only', async () => {
  const store = await open();
  expect(await store.keep(server, ali, true)).toMatchObject({ ok: true });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const again = await open();
  expect(again.find(server.origin, 'vault')).toEqual(ali);
  expect(again.find(server.origin, 'another room')).toBeNull();
  expect(again.find('http://files.example', 'vault')).toBeNull();
  expect(again.remembered()).toEqual([{ ...server, user: 'ali' }]);
});

test('one that is not to be remembered is known until the end and written nowhere', async () => {
  const store = await open();
  await store.keep({ ...server, realm: null }, ali, false);
  expect(store.find(server.origin, 'any')).toEqual(ali);
  expect(store.remembered()).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
  expect((await open()).find(server.origin, 'any')).toBeNull();
});

test('forgotten is forgotten, in memory and on disk', async () => {
  const store = await open();
  await store.keep(server, ali, true);
  await store.forget(server);
  expect(store.find(server.origin, 'vault')).toBeNull();
  expect((await open()).remembered()).toEqual([]);
  expect(await readFile(path, 'utf8')).not.toContain('sesame');
});

test('changes of two programs do not undo each other', async () => {
  const [one, two] = [await open(), await open()];
  await one.keep(server, ali, true);
  await two.keep({ origin: 'http://other', realm: null }, ali, true);
  expect((await open()).remembered().map(({ origin }) => origin)).toEqual(['http://other', server.origin]);
});

test('a file that was opened to others is closed again', async () => {
  await (await open()).keep(server, ali, true);
  await chmod(path, 0o644);
  await open();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test.each(['', '[]', '{"servers":[{"origin":1}]}', 'not json'])(
  'a damaged file (%j) is moved aside, and the next password is kept',
  async (text) => {
    await (await open()).keep(server, ali, true);
    await writeFile(path, text);
    const store = await open();
    expect(store.remembered()).toEqual([]);
    expect((await store.keep(server, ali, true)).ok).toBe(true);
    expect((await readdir(join(folder, 'state'))).sort()).toEqual([
      'passwords.json',
      'passwords.json.damaged-1',
    ]);
  },
);

test('sealed passwords do not stand in the file, and one that cannot be opened is moved aside', async () => {
  await (await open(turned)).keep(server, ali, true);
  expect(await readFile(path, 'latin1')).not.toContain('sesame');
  expect((await open(turned)).find(server.origin, 'vault')).toEqual(ali);
  expect((await open({ ...turned, open: async () => null })).remembered()).toEqual([]);
});

test('where nothing keeps them, nothing is written', async () => {
  const store = await open({ ...unsealed, kept: 'nowhere' });
  await store.keep(server, ali, true);
  expect([store.kept, store.remembered(), await readdir(folder)]).toEqual(['nowhere', [], []]);
  expect(store.find(server.origin, 'vault')).toEqual(ali);
});

test('a folder that cannot be written is told, and the password is known all the same', async () => {
  await writeFile(join(folder, 'state'), 'a file where the folder should be');
  const store = await open();
  expect((await store.keep(server, ali, true)).ok).toBe(false);
  expect(store.find(server.origin, 'vault')).toEqual(ali);
});
