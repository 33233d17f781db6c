import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServerInput } from '../../shared/contract/types.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const size = 3 << 20;
const password = 'open-sesame-7';
const key = 'key-of-the-vault-9';
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

function hostOf(server: RangeServer): string {
  return new URL(server.origin).host;
}

async function setServer(window: TestWindow, pattern: string, change: Partial<ServerInput> = {}) {
  const input: ServerInput = {
    was: null,
    pattern,
    connections: 0,
    userAgent: '',
    referer: '',
    signIn: { kind: 'none' },
    headers: [],
    ...change,
  };
  return window.client.call.saveServer({
    ...input,
    headers: input.headers.map(([name, value]): [string, string | null] => [name, value]),
  });
}

/** Files of the program's own that hold a text. */
async function holding(text: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(harness.root, { recursive: true })) {
    const content = await readFile(join(harness.root, name), 'latin1').catch(() => '');
    if (content.includes(text)) names.push(name);
  }
  return names.sort();
}

test('what is set for a server goes with every request to it, segments and sums lists too', async () => {
  const server = await harness.serve(startRangeServer({ size }));
  const other = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const saved = await setServer(window, hostOf(server), {
    userAgent: 'Agent/7',
    referer: 'https://page.example/list',
    headers: [['X-Key', key]],
    signIn: { kind: 'token', token: password },
  });
  expect(saved).toMatchObject({ ok: true });
  await window.client.call.setSettings({ sidecarSums: true });
  for (const { url } of [server, other]) {
    const id = await window.add(url, harness.folder, { connections: 3 });
    await window.reaches(id, 'completed');
  }
  const { requests } = server.stats;
  expect(requests.length).toBeGreaterThan(1);
  expect(requests.some(({ path }) => path.includes('SUMS'))).toBe(true);
  for (const { headers } of requests) {
    expect(headers).toMatchObject({
      'user-agent': 'Agent/7',
      referer: 'https://page.example/list',
      'x-key': key,
      authorization: `Bearer ${password}`,
    });
  }
  for (const { headers } of other.stats.requests) {
    expect(headers['user-agent']).not.toBe('Agent/7');
    expect([headers['x-key'], headers['authorization'], headers['referer']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  }
});

test('a redirect to another server takes nothing of a profile along, and the other’s own holds there', async () => {
  const other = await harness.serve(startRangeServer({ size }));
  const server = await harness.serve(startRangeServer({ size, redirect: { status: 302, to: other.url } }));
  const window = await harness.window();
  await setServer(window, hostOf(server), {
    userAgent: 'Agent/7',
    headers: [['X-Key', key]],
    signIn: { kind: 'password', user: 'ada', password },
  });
  await setServer(window, hostOf(other), { userAgent: 'Agent/8' });
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'completed');
  expect(server.stats.requests[0]?.headers).toMatchObject({
    'user-agent': 'Agent/7',
    'x-key': key,
    authorization: `Basic ${Buffer.from(`ada:${password}`).toString('base64')}`,
  });
  expect(other.stats.requests.length).toBeGreaterThan(0);
  for (const { headers } of other.stats.requests) {
    expect(headers['user-agent']).toBe('Agent/8');
    expect([headers['x-key'], headers['authorization']]).toEqual([undefined, undefined]);
  }
});

test('a user and password of a profile let a download in, and what it was given itself goes before', async () => {
  const auth = { schemes: ['sha-256'] as const, user: 'ada', password };
  const server = await harness.serve(startRangeServer({ size, auth }));
  const window = await harness.window();
  await setServer(window, hostOf(server), {
    headers: [['X-Key', key]],
    signIn: { kind: 'password', user: 'ada', password },
  });
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'completed');
  const own = await window.client.call.add({
    items: [{ url: `${server.origin}/own.bin`, headers: [['X-Key', 'own']] }],
    folder: harness.folder,
    connections: 2,
    start: true,
  });
  if (!own.ok) throw new Error(own.failure.code);
  await window.reaches(own.value.ids[0] ?? '', 'completed');
  const later = server.stats.requests.filter(({ path }) => path === '/own.bin');
  expect(later.length).toBeGreaterThan(0);
  for (const { headers } of later) expect(headers['x-key']).toBe('own');
});

test('a password that is forgotten among the remembered ones is told no more', async () => {
  const auth = { schemes: ['basic'] as const, user: 'ada', password };
  const server = await harness.serve(startRangeServer({ size, auth }));
  const window = await harness.window();
  await setServer(window, hostOf(server), { signIn: { kind: 'password', user: 'ada', password } });
  const space = { origin: `server+${hostOf(server)}`, realm: null };
  expect(await window.client.call.rememberedServers()).toMatchObject({ value: [space] });
  expect(await window.client.call.forgetServer(space)).toEqual({ ok: true, value: [] });
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'interrupted');
  expect(await window.client.call.servers()).toMatchObject({
    value: { profiles: [{ signIn: { kind: 'none' } }] },
  });
});

test('no more connections are opened to a server than its profile says', async () => {
  const server = await harness.serve(startRangeServer({ size: 12 << 20, rate: 4 << 20 }));
  const window = await harness.window();
  await setServer(window, hostOf(server), { connections: 2 });
  const id = await window.add(server.url, harness.folder, { connections: 6 });
  await window.reaches(id, 'completed');
  expect(server.stats.maxConnections).toBe(2);
});

test('of several downloads at a server for one connection each waits for its turn; others do not wait for them', async () => {
  const server = await harness.serve(startRangeServer({ size: 1 << 20, rate: 1 << 20 }));
  const other = await harness.serve(startRangeServer({ size: 1 << 20 }));
  const window = await harness.window();
  await window.client.call.setSettings({ jobs: 2 });
  await setServer(window, hostOf(server), { connections: 1 });
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c'])
    ids.push(await window.add(`${server.origin}/${name}`, harness.folder, { connections: 3 }));
  const free = await window.add(other.url, harness.folder);
  await window.reaches(free, 'completed');
  expect(window.view(ids[2] ?? '').state.kind).toBe('queued');
  for (const id of ids) await window.reaches(id, 'completed');
  expect(server.stats.maxConcurrent).toBe(1);
});

test('secrets are kept for their server, told to no window, written to no log, and gone with the profile', async () => {
  const server = await harness.serve(startRangeServer({ size }));
  const first = await harness.window();
  const pattern = hostOf(server);
  await setServer(first, pattern, {
    connections: 3,
    headers: [['X-Key', key]],
    signIn: { kind: 'password', user: 'ada', password },
  });
  await harness.restart();
  const window = await harness.window();
  const shown = await window.client.call.servers();
  expect(shown).toEqual({
    ok: true,
    value: {
      profiles: [
        {
          pattern,
          connections: 3,
          userAgent: '',
          referer: '',
          signIn: { kind: 'password', user: 'ada' },
          headers: ['X-Key'],
        },
      ],
      learned: [],
    },
  });
  const id = await window.add(server.url, harness.folder);
  await window.reaches(id, 'completed');
  expect(server.stats.requests[0]?.headers['x-key']).toBe(key);
  expect(await holding(key)).toEqual(['state/server-headers.json']);
  expect(await holding(password)).toEqual(['state/passwords.json']);
  for (const name of ['server-headers.json', 'passwords.json'])
    expect((await stat(join(harness.root, 'state', name))).mode & 0o777).toBe(0o600);

  // The profile is for another server from now on: nothing secret moves with it.
  const moved = await setServer(window, 'other.example', {
    was: pattern,
    signIn: { kind: 'keep' },
    headers: [['X-Key', null]],
  });
  expect(moved).toMatchObject({
    value: { profiles: [{ pattern: 'other.example', signIn: { kind: 'none' }, headers: [] }] },
  });
  await harness.restart();
  expect([await holding(key), await holding(password)]).toEqual([[], []]);
});

test('two profiles are never for the same servers, and what cannot be read is refused', async () => {
  const window = await harness.window();
  expect(await setServer(window, 'example.org')).toMatchObject({ ok: true });
  expect(await setServer(window, 'EXAMPLE.org/page')).toMatchObject({ failure: { code: 'server-known' } });
  expect(await setServer(window, '*')).toMatchObject({ failure: { code: 'server-too-wide' } });
  expect(await setServer(window, 'a b')).toMatchObject({ failure: { code: 'not-a-server' } });
  expect(await setServer(window, 'c.example', { headers: [['Range', '1']] })).toMatchObject({
    failure: { code: 'not-a-header' },
  });
  expect(await window.client.call.removeServer({ pattern: 'example.org' })).toEqual({
    ok: true,
    value: { profiles: [], learned: [] },
  });
});

test('E3: what a server was seen to bear is known after a new start, and can be forgotten', async () => {
  const rules = [{ when: { activeOver: 2 }, use: { status: 503 } }];
  const server = await harness.serve(startRangeServer({ size: 12 << 20, rate: 4 << 20, rules }));
  const first = await harness.window();
  const id = await first.add(server.url, harness.folder, { connections: 6 });
  await first.reaches(id, 'completed');
  await harness.restart();
  const window = await harness.window();
  const host = hostOf(server);
  const learned = await window.client.call.servers();
  expect(learned).toMatchObject({ value: { learned: [{ host }] } });
  const bears = learned.ok ? (learned.value.learned[0]?.connections ?? 0) : 0;
  expect([1, 2]).toContain(bears);
  const refused = (): number => server.stats.requests.filter(({ status }) => status >= 400).length;
  const before = refused();
  expect(before).toBeGreaterThan(0);
  const again = await window.add(`${server.origin}/again.bin`, harness.folder, { connections: 6 });
  await window.reaches(again, 'completed');
  expect(refused()).toBe(before);
  expect(await window.client.call.forgetLearnedLimit({ host })).toMatchObject({ value: { learned: [] } });
});
