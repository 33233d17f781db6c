import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuthOptions } from '../engine/testing/range-server/auth-gate.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const size = 3 << 20;
const word = 'open-sesame-7';
const auth: AuthOptions = { schemes: ['sha-256'], user: 'visitor7', password: word };
let harness: AppHarness;
let server: RangeServer;

beforeEach(async () => {
  harness = await AppHarness.open();
  server = await harness.serve(startRangeServer({ size, auth }));
});
afterEach(() => harness.close());

function signIn(window: TestWindow, id: string, password: string, remember: boolean): Promise<unknown> {
  return window.client.call.signIn({ id, user: 'visitor7', password, remember });
}

/** Files of the program's own that hold a text. */
async function holding(text: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(harness.root, { recursive: true })) {
    const content = await readFile(join(harness.root, name), 'latin1').catch(() => '');
    if (content.includes(text)) names.push(name);
  }
  return names;
}

test('G3: a row that stopped for a password goes on with it, and others at that server too', async () => {
  const window = await harness.window();
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'interrupted');
  const { host } = new URL(server.origin);
  expect(window.view(id)?.state).toMatchObject({
    failure: { code: 'server-unauthorized', facts: { why: 'asked', host, secure: false } },
  });
  expect(await signIn(window, id, word, false)).toMatchObject({ ok: true });
  await window.reaches(id, 'completed');
  const other = await window.add(`${server.origin}/other.bin`, harness.folder);
  await window.reaches(other, 'completed');
  expect(await window.client.call.rememberedServers()).toEqual({ ok: true, value: [] });
  await harness.restart();
  expect(await holding(word)).toEqual([]);
});

test('G3: a remembered password is used after a new start, listed without itself, and forgotten', async () => {
  const first = await harness.window();
  const id = await first.add(server.url, harness.folder);
  await first.reaches(id, 'interrupted');
  await signIn(first, id, word, true);
  await first.reaches(id, 'completed');
  await harness.restart();
  const window = await harness.window();
  const other = await window.add(`${server.origin}/other.bin`, harness.folder);
  await window.reaches(other, 'completed');
  const space = { origin: server.origin, realm: 'the vault' };
  expect(await window.client.call.rememberedServers()).toEqual({
    ok: true,
    value: [{ ...space, user: 'visitor7' }],
  });
  expect(await holding(word)).toEqual(['state/passwords.json']);
  expect(await window.client.call.forgetServer(space)).toEqual({ ok: true, value: [] });
  expect(await holding(word)).toEqual([]);
});

test('G3: a wrong password asks again, after a new start as well', async () => {
  const first = await harness.window();
  const id = await first.add(server.url, harness.folder);
  await first.reaches(id, 'interrupted');
  await signIn(first, id, 'wrong', false);
  await first.shows(
    id,
    ({ state }) => state.kind === 'interrupted' && state.failure.facts?.['why'] === 'refused',
  );
  await harness.restart();
  const window = await harness.window();
  await signIn(window, id, word, false);
  await window.reaches(id, 'completed');
});

test('G7: user and password of a pasted address work, and are kept nowhere', async () => {
  const window = await harness.window();
  const address = server.url.replace('//', `//visitor7:${word}@`);
  const probed = await window.client.call.probe({ url: address });
  expect(probed).toMatchObject({ ok: true, value: { ok: true, size } });
  const id = await window.add(address, harness.folder);
  await window.reaches(id, 'completed');
  expect(window.view(id)?.url).toBe(server.url);
  await harness.restart();
  expect(await holding(word)).toEqual([]);
});

test('a download that waits for nobody cannot be signed in for', async () => {
  const window = await harness.window();
  server.setAuth(null);
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'completed');
  expect(await signIn(window, id, word, true)).toMatchObject({ failure: { code: 'not-found' } });
  expect(await signIn(window, 'nobody', word, true)).toMatchObject({ failure: { code: 'not-found' } });
  expect(await holding(word)).toEqual([]);
});
