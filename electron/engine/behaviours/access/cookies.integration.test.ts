import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GivenCookie } from '../../../../shared/model/cookie.ts';
import { openHarness, type EngineHarness } from '../engine-harness.ts';

const size = 8 << 20;
const given: GivenCookie = {
  domain: '127.0.0.1',
  subdomains: false,
  path: '/',
  secure: false,
  httpOnly: false,
  expires: null,
  name: 'pass',
  value: 'given',
};

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ speed: 4 });
});

afterEach(() => harness.close());

describe.each([1, 8])('with %i connections at most', (connections) => {
  test('G6: a cookie that a redirect gives is shown by every request behind it', async () => {
    const server = await harness.serve({ size, cookies: { entry: '/get' } });
    const end = await harness.fetch({ url: `${server.origin}/get`, connections });
    expect([end.state, end.name]).toEqual(['completed', 'file.bin']);
    const behind = server.requests.filter(({ path }) => path === '/kept/file.bin');
    for (const { headers } of behind) expect(headers['cookie']).toBe('pass=1');
    expect(server.requests.filter(({ path }) => path === '/get')).toHaveLength(1);
  });

  test('G6: it is remembered over a pause', async () => {
    const rate = connections === 1 ? 20_000_000 : 2_500_000;
    const server = await harness.serve({ size, rate, cookies: { entry: '/get' } });
    const download = await harness.fetchUntil(size / 4, { url: `${server.origin}/get`, connections });
    expect((await harness.goOn(download)).state).toBe('completed');
    const later = server.requests.filter(({ path }) => path === '/get').slice(1);
    for (const { headers } of later) expect(headers['cookie']).toBeUndefined();
    expect(later.length).toBeLessThanOrEqual(1);
  });

  test('G6: a cookie that runs out is had anew from the first address', async () => {
    const server = await harness.serve({ size, cookies: { entry: '/get', uses: 3 } });
    const end = await harness.fetch({ url: `${server.origin}/get`, connections });
    expect(end.state).toBe('completed');
  });

  test.each([
    ['HTTP 401', { status: 401 }],
    ['HTTP 403', { status: 403 }],
  ])('G6: cookies of the user that are good no more keep the bytes: %s', async (_what, refusal) => {
    const rate = connections === 1 ? 20_000_000 : 2_500_000;
    const cookies = { entry: '/none', good: ['pass=given', 'pass=fresh'], ...refusal };
    const server = await harness.serve({ size, rate, cookies });
    const url = `${server.origin}/kept/file.bin`;
    const download = await harness.fetchUntil(size / 4, { url, connections, cookies: [given] });
    const held = download.record.received;
    server.cookies?.expire();
    const end = await harness.goOn(download);
    expect([end.code, end.record.received]).toEqual(['server-unauthorized', held]);
    expect(end.record.state).toMatchObject({ failure: { facts: { why: 'cookies' } } });
    expect(end.files).toHaveLength(2);
  });

  test('G6: a sign-in page in place of the file is never taken for it', async () => {
    const rate = connections === 1 ? 20_000_000 : 2_500_000;
    const server = await harness.serve({
      size,
      rate,
      cookies: { entry: '/none', good: ['pass=given'], login: '/login' },
      rules: [
        { when: { path: '/login' }, use: { content: '<html>Sign in</html>', contentType: 'text/html' } },
      ],
    });
    const url = `${server.origin}/kept/file.bin`;
    const download = await harness.fetchUntil(size / 4, { url, connections, cookies: [given] });
    const held = download.record.received;
    server.cookies?.expire();
    const end = await harness.goOn(download);
    expect([end.state, end.record.received]).toEqual(['interrupted', held]);
    expect(['server-unexpected-page', 'server-unauthorized']).toContain(end.code);
  });

  test('G6: a cookie goes to the hosts that it is for, and to no other source', async () => {
    const server = await harness.serve({ size, cookies: { entry: '/get' } });
    const mirror = await harness.serve({ size, host: '::1' });
    const cookie = { ...given, name: 'own' };
    const elsewhere = { ...given, domain: 'files.example', name: 'foreign' };
    const end = await harness.fetch({
      url: `${server.origin}/get`,
      mirrors: [mirror.url],
      connections,
      cookies: [cookie, elsewhere],
    });
    expect(end.state).toBe('completed');
    for (const { headers } of server.requests) {
      expect(headers['cookie']).toContain('own=given');
      expect(headers['cookie']).not.toContain('foreign');
    }
    for (const { headers } of mirror.requests) expect(headers['cookie']).toBeUndefined();
  });
});
