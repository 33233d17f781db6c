import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RangeServer } from '../../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness } from '../engine-harness.ts';

const size = 4 << 20;
const secret = 'open-sesame';
const headers = [
  ['Authorization', `Bearer ${secret}`],
  ['Cookie', `id=${secret}`],
  ['Proxy-Authorization', `Basic ${secret}`],
  ['X-Token', secret],
] as const;
const names = ['authorization', 'cookie', 'proxy-authorization', 'x-token'];

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ speed: 4 });
});

afterEach(() => harness.close());

function shown(server: RangeServer, path: string): string[][] {
  return server.requests
    .filter((request) => request.path === path)
    .map((request) => names.filter((name) => name in request.headers));
}

describe.each([1, 8])('with %i connections at most', (connections) => {
  test('F5: what the user set is dropped at another port, and comes back with a redirect that does', async () => {
    const first = await harness.serve({ size });
    const other = await harness.serve({ size });
    const back = `${first.origin}/landed.bin`;
    const redirect = (to: string) => ({ redirect: { status: 307, to } });
    first.setRules([{ when: { path: '/away' }, use: redirect(`${other.origin}/turn`) }]);
    other.setRules([{ when: { path: '/turn' }, use: redirect(back) }]);
    const end = await harness.fetch({ url: `${first.origin}/away`, connections, headers });
    expect([end.state, end.code]).toEqual(['completed', null]);
    for (const sent of shown(first, '/away')) expect(sent).toEqual(names);
    expect(shown(other, '/turn').flat()).toEqual([]);
    expect(shown(first, '/landed.bin').length).toBeGreaterThan(0);
    for (const sent of shown(first, '/landed.bin')) expect(sent).toEqual(names);
  });

  test('F5: a password of the address is not told to where it redirects, though that one asks', async () => {
    const first = await harness.serve({ size });
    const other = await harness.serve({ size, auth: { schemes: ['basic'], user: 'ali', password: secret } });
    first.setRules([
      { when: { path: '/away' }, use: { redirect: { status: 302, to: `${other.origin}/x.bin` } } },
    ]);
    const url = `${first.origin}/away`.replace('//', `//visitor7:${secret}@`);
    const end = await harness.fetch({ url, connections });
    expect(end.code).toBe('server-unauthorized');
    expect(end.record.state).toMatchObject({
      failure: { facts: { host: new URL(other.origin).host, why: 'asked' } },
    });
    expect(shown(other, '/x.bin').flat()).toEqual([]);
  });

  test('F5: nothing of one source goes to a mirror', async () => {
    const rate = connections === 1 ? 10_000_000 : 1_500_000;
    const first = await harness.serve({ size, rate });
    const mirror = await harness.serve({ size, rate });
    const url = first.url.replace('//', `//visitor7:${secret}@`);
    const end = await harness.fetch({ url, mirrors: [mirror.url], connections, headers });
    expect(end.state).toBe('completed');
    if (connections > 1) expect(mirror.requests.length).toBeGreaterThan(0);
    expect(shown(mirror, '/file.bin').flat()).toEqual([]);
  });

  test('G7: user and password of an address stand in no file of ours', async () => {
    const first = await harness.serve({ size, rate: connections === 1 ? 10_000_000 : 1_500_000 });
    const mirror = await harness.serve({
      size,
      auth: { schemes: ['digest'], user: 'guest8', password: 'mirror-word' },
    });
    const url = first.url.replace('//', `//visitor7:${secret}@`);
    const mirrors = [mirror.url.replace('//', '//guest8:mirror-word@')];
    const download = await harness.fetchUntil(size / 4, { url, mirrors, connections });
    const part = (await readFile(join(harness.folder, 'file.bin.part.tributary'))).toString('latin1');
    const catalog = ['catalog', 'catalog-wal'].map((name) => readFile(join(harness.root, 'data', name)));
    const stored = (await Promise.all(catalog.map((read) => read.catch(() => Buffer.alloc(0))))).join('');
    const view = JSON.stringify([download.view(), download.detail(), download.record]);
    expect(part).toContain('file.bin');
    expect(stored).toContain('file.bin');
    for (const text of [part, stored, view]) {
      for (const word of [secret, 'mirror-word', 'visitor7', 'guest8']) expect(text).not.toContain(word);
    }
    expect((await harness.goOn(download)).state).toBe('completed');
    for (const { headers: sent, target } of first.requests) {
      expect([sent['authorization'], sent['referer'], target]).toEqual([
        `Basic ${Buffer.from(`visitor7:${secret}`).toString('base64')}`,
        undefined,
        '/file.bin',
      ]);
    }
    expect(mirror.auth?.refused).toBe(0);
  });
});
