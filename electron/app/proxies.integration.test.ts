import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HostileProxy } from '../engine/testing/proxies/hostile-proxy.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const size = 2 << 20;
const word = 'open-sesame-9';
const login = { scheme: 'digest', user: 'ali', password: word } as const;
let harness: AppHarness;
let server: RangeServer;
let proxy: HostileProxy;
let address: string;

beforeEach(async () => {
  harness = await AppHarness.open();
  server = await harness.serve(startRangeServer({ size }));
  proxy = await harness.serve(HostileProxy.start({ login }));
  address = `http://127.0.0.1:${proxy.port}`;
});
afterEach(() => harness.close());

async function fetchIn(window: TestWindow, name: string): Promise<string> {
  const id = await window.add(`${server.origin}/${name}`, harness.folder);
  const { state } = await window.shows(id, (view) => ['completed', 'interrupted'].includes(view.state.kind));
  if (state.kind !== 'interrupted') return state.kind;
  return `${state.failure.code} ${String(state.failure.facts?.['fault'])}`;
}

/** Files of the program's own that hold the password. */
async function holding(): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(harness.root, { recursive: true })) {
    const content = await readFile(join(harness.root, name), 'latin1').catch(() => '');
    if (content.includes(word)) names.push(name);
  }
  return names;
}

test('G5: the proxy of the settings is gone through, with its exceptions, from the next request on', async () => {
  const window = await harness.window();
  expect(window.settings).toMatchObject({ proxy: 'environment', proxyAddress: '', proxyUser: '' });
  expect(await fetchIn(window, 'straight.bin')).toBe('completed');
  await window.client.call.setSettings({ proxy: 'manual', proxyAddress: address });
  expect(await fetchIn(window, 'nobody.bin')).toBe('network-proxy authentication');
  await window.client.call.setSettings({ proxyUser: 'ali' });
  expect(await window.client.call.setProxyPassword({ password: word })).toMatchObject({ ok: true });
  const before = proxy.requests.length;
  expect(await fetchIn(window, 'through.bin')).toBe('completed');
  expect(proxy.requests.length).toBeGreaterThan(before);
  await window.client.call.setSettings({ proxyExceptions: '127.0.0.0/8' });
  const asked = proxy.requests.length;
  expect(await fetchIn(window, 'excepted.bin')).toBe('completed');
  expect(proxy.requests).toHaveLength(asked);
});

test('G5: user and password in an address go where they belong, and are there after a new start', async () => {
  const first = await harness.window();
  const typed = address.replace('//', `//ali:${word}@`);
  const changed = await first.client.call.setSettings({ proxy: 'manual', proxyAddress: typed });
  expect(changed).toMatchObject({ ok: true, value: { proxyAddress: address, proxyUser: 'ali' } });
  expect(JSON.stringify(changed)).not.toContain(word);
  await harness.restart();
  const window = await harness.window();
  expect(await fetchIn(window, 'through.bin')).toBe('completed');
  expect(proxy.requests.length).toBeGreaterThan(0);

  const [kept, ...others] = await holding();
  expect([kept, others]).toEqual([expect.stringMatching(/passwords/), []]);
  expect((await stat(join(harness.root, kept ?? ''))).mode & 0o077).toBe(0);
  expect(await window.client.call.setProxyPassword({ password: '' })).toMatchObject({ ok: true });
  expect(await holding()).toEqual([]);
  expect(await fetchIn(window, 'forgotten.bin')).toBe('network-proxy authentication');
});

test('G5: the password of a proxy is not told to a server at the same address', async () => {
  const window = await harness.window();
  const asking = await harness.serve(
    startRangeServer({ size, status: 401, headers: [['WWW-Authenticate', 'Basic realm="x"']] }),
  );
  await window.client.call.setSettings({ proxyAddress: asking.origin, proxyUser: 'ali' });
  await window.client.call.setProxyPassword({ password: word });
  const id = await window.add(asking.url, harness.folder);
  await window.reaches(id, 'interrupted');
  for (const { headers } of asking.requests)
    expect(Object.keys(headers).join()).not.toContain('authorization');
});

test('what is no proxy is refused, and a proxy that is not named yet is not gone around', async () => {
  const window = await harness.window();
  const { setSettings } = window.client.call;
  expect(await setSettings({ proxyAddress: 'ftp://x' })).toEqual({
    ok: false,
    failure: { code: 'not-a-proxy' },
  });
  expect(await setSettings({ proxy: 'manual' })).toMatchObject({ ok: true });
  expect(await fetchIn(window, 'a.bin')).toBe('network-proxy address');
  expect(await setSettings({ proxy: 'none' })).toMatchObject({ ok: true });
  expect(await fetchIn(window, 'b.bin')).toBe('completed');
  expect(server.requests.length).toBeGreaterThan(0);
});
