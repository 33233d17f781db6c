import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { rawRequest } from '../raw-client.ts';
import type { Fault, RangeServerOptions } from './range-server-options.ts';
import { startRangeServer, type RangeServer } from './range-server.ts';
import { firstWrongByte } from './seeded-body.ts';

const size = 100_000;
const running: RangeServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options: RangeServerOptions = {}): Promise<RangeServer> {
  const server = await startRangeServer({ seed: 3, size, ...options });
  running.push(server);
  return server;
}

async function askWith(options: RangeServerOptions) {
  const server = await start(options);
  const reply = await rawRequest(server.url);
  await server.until((stats) => stats.active === 0);
  return { ...reply, record: server.requests[0] };
}

describe('connection faults', () => {
  test('D1: resets before the head, in it, and at any byte of the body', async () => {
    const rows: readonly (readonly [Fault['at'], number])[] = [
      [0, 0],
      [1, 1],
      [50_000, 50_000],
      [-1, size - 1],
    ];
    for (const [at, count] of rows) {
      const reply = await askWith({ fault: { kind: 'reset', at } });
      expect([at, reply.end, reply.record?.sent, reply.record?.end]).toEqual([at, 'reset', count, 'fault']);
      expect(reply.body.length).toBeLessThanOrEqual(count);
    }
    const none = await askWith({ fault: { kind: 'reset', at: 'before-head' } });
    expect([none.end, none.bytes.length]).toEqual(['reset', 0]);
    const half = await askWith({ fault: { kind: 'close', at: 'in-head' } });
    expect([half.end, half.bytes.includes('\r\n\r\n'), half.bytes.includes('HTTP/1.1 200 OK\r\n')]).toEqual([
      'closed',
      false,
      true,
    ]);
  });

  test('D1: closes in order at a byte, and everything before it arrives', async () => {
    const reply = await askWith({ fault: { kind: 'close', at: 50_000 } });
    expect([reply.end, reply.body.length, firstWrongByte(reply.body, 3)]).toEqual(['closed', 50_000, null]);
  });

  test('D2, D4: goes silent in the body and before the head, for a bounded time', async () => {
    const server = await start({ fault: { kind: 'stall', at: 1000 } });
    const silent = await rawRequest(server.url, { quiet: 400 });
    expect([silent.end, silent.body.length]).toEqual(['stopped', 1000]);
    const bounded = await askWith({ fault: { kind: 'stall', at: 'before-head', stallFor: 50 } });
    expect([bounded.end, bounded.bytes.length, bounded.took >= 45]).toEqual(['reset', 0, true]);
  });

  test('D3: keeps to its rate from the first byte on, without a burst', async () => {
    const reply = await askWith({ rate: 200_000, size: 60_000 });
    expect(reply.body.length).toBe(60_000);
    expect(reply.took).toBeGreaterThan(280);
    expect(reply.took).toBeLessThan(3_000);
    const slow = await start({ rate: 1 });
    expect((await rawRequest(slow.url, { quiet: 300 })).body.length).toBeLessThanOrEqual(1);
  });

  test('D5: closes a kept connection as the second request comes', async () => {
    const server = await start({ closeReused: true, size: 10 });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const request = 'GET /file.bin HTTP/1.1\r\nHost: x\r\n\r\n';
    socket.write(request);
    await server.until((stats) => stats.requests[0]?.end === 'whole');
    socket.write(request);
    socket.resume();
    await once(socket, 'close');
    expect(server.requests.map((record) => [record.sent, record.end])).toEqual([
      [10, 'whole'],
      [0, 'fault'],
    ]);
  });

  test('D7: drops a connection after a while', async () => {
    const reply = await askWith({ rate: 10_000, dropAfter: 60 });
    expect([reply.record?.end, reply.body.length < size]).toEqual(['fault', true]);
    expect(reply.took).toBeGreaterThanOrEqual(55);
  });

  test('all connections can be dropped at once', async () => {
    const server = await start({ fault: { kind: 'stall', at: 10 } });
    const pending = rawRequest(server.url);
    await server.until((stats) => stats.bytesSent === 10);
    server.dropConnections();
    expect((await pending).end).toBe('reset');
  });
});

describe('limits', () => {
  test('E1, E2: asks to wait, in seconds, as it stands, or by date', async () => {
    expect((await askWith({ status: 429, retryAfter: 7 })).headers['retry-after']).toBe('7');
    expect((await askWith({ status: 503, retryAfter: 'soon' })).headers['retry-after']).toBe('soon');
    const before = Date.now();
    const { headers } = await askWith({ status: 503, retryAfter: { dateIn: 60 } });
    expect(Date.parse(headers['retry-after'] ?? '') - before).toBeGreaterThan(58_000);
    expect((await askWith({ date: 'Thu, 01 Jan 1970 00:00:00 GMT' })).headers['date']).toContain('1970');
  });

  test('E3, E4, E5: refuses replies past a number, on any path, by status or by reset', async () => {
    const refusals = [{ status: 403 }, { fault: { kind: 'reset', at: 'before-head' } }] as const;
    for (const use of refusals) {
      const server = await start({
        fault: { kind: 'stall', at: 1 },
        rules: [{ when: { activeOver: 2 }, use: { fault: null, ...use } }],
      });
      const held = ['/one', '/two'].map((path) => rawRequest(server.origin + path));
      await server.until((stats) => stats.bytesSent === 2);
      const third = await rawRequest(server.url);
      expect('status' in use ? third.status : third.end).toBe('status' in use ? 403 : 'reset');
      expect(server.maxConcurrent).toBe(3);
      server.dropConnections();
      await Promise.all(held);
    }
  });

  test('E7: fails for a while and then serves', async () => {
    const server = await start({ rules: [{ when: { before: 100 }, use: { status: 503 } }] });
    const began = performance.now();
    expect((await rawRequest(server.url)).status).toBe(503);
    let status = 503;
    while (status === 503 && performance.now() - began < 3000) status = (await rawRequest(server.url)).status;
    expect(status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(95);
  });

  test('slots have rates of their own, and all together have one', async () => {
    const server = await start({ slotRates: [400_000, 100_000], size: 40_000 });
    const [fast, slow] = await Promise.all([rawRequest(server.url), rawRequest(server.url)]);
    expect([fast, slow].map((reply) => reply.body.length)).toEqual([40_000, 40_000]);
    const [first, second] = [fast.took, slow.took].sort((one, other) => one - other);
    expect(first).toBeGreaterThan(90);
    expect(second).toBeGreaterThan(380);
    const shared = await start({ totalRate: 200_000, size: 20_000 });
    const both = await Promise.all([rawRequest(shared.url), rawRequest(shared.url)]);
    expect(Math.max(...both.map((reply) => reply.took))).toBeGreaterThan(180);
  });
});

describe('redirects and addresses', () => {
  test('F1, F6: sends any Location as it stands', async () => {
    const server = await start({ redirect: { status: 302, to: '../naïve/한글#part' } });
    const utf8 = await rawRequest(server.url);
    expect(utf8.status).toBe(302);
    expect(Buffer.from(utf8.headers['location'] ?? '', 'latin1').toString()).toBe('../naïve/한글#part');
    server.behave({ redirect: { status: 307, to: '{origin}/other' } });
    expect((await rawRequest(server.url)).headers['location']).toBe(`${server.origin}/other`);
    server.behave({ redirect: { status: 302, to: null } });
    expect('location' in (await rawRequest(server.url)).headers).toBe(false);
  });

  test('F2, F3: redirects by path, a number of times or for ever', async () => {
    const server = await start({
      rules: [
        { when: { path: '/start' }, use: { redirect: { status: 301, to: '/file.bin', hops: 2 } } },
        { when: { path: '/loop' }, use: { redirect: { status: 302, to: '/loop' } } },
      ],
    });
    const seen: string[] = [];
    for (let next = '/start'; next !== '/file.bin';) {
      next = (await rawRequest(server.origin + next)).headers['location'] ?? '/file.bin';
      seen.push(next);
    }
    expect(seen).toEqual(['/start?hop=1', '/start?hop=2', '/file.bin']);
    expect((await rawRequest(`${server.origin}/loop`)).headers['location']).toBe('/loop');
  });

  test('F9: hands out signed addresses that run out, and new ones', async () => {
    const server = await start({ signed: { entry: '/get', uses: 2, status: 410 } });
    const link = async () =>
      server.origin + ((await rawRequest(`${server.origin}/get`)).headers['location'] ?? '');
    const first = await link();
    const statuses = [];
    for (let round = 0; round < 3; round += 1) statuses.push((await rawRequest(first)).status);
    statuses.push((await rawRequest(await link())).status);
    statuses.push((await rawRequest(`${server.origin}/signed/file.bin`)).status);
    expect(statuses).toEqual([200, 200, 410, 200, 410]);
    const brief = await start({ signed: { entry: '/get', life: -1 } });
    const dead = (await rawRequest(`${brief.origin}/get`)).headers['location'] ?? '';
    expect((await rawRequest(brief.origin + dead)).status).toBe(403);
  });

  test('F10, F13: serves a path so many times only, and other paths on their own', async () => {
    const server = await start({ rules: [{ when: { from: 2 }, use: { status: 404 } }] });
    expect((await rawRequest(`${server.origin}/a`)).status).toBe(200);
    expect((await rawRequest(`${server.origin}/a`)).status).toBe(404);
    expect((await rawRequest(`${server.origin}/b`)).status).toBe(200);
  });

  test('F11, F12: treats HEAD otherwise than GET', async () => {
    const server = await start({ rules: [{ when: { method: 'HEAD' }, use: { status: 405 } }] });
    const head = await rawRequest(server.url, { method: 'HEAD' });
    expect([head.status, head.body.length]).toEqual([405, 0]);
    expect((await rawRequest(server.url)).status).toBe(200);
    server.setRules([{ when: { method: 'HEAD' }, use: { size: 5 } }]);
    expect((await rawRequest(server.url, { method: 'HEAD' })).headers['content-length']).toBe('5');
  });
});

test('as a process it prints its address, serves, tells its counters, and ends on SIGTERM', async () => {
  const main = fileURLToPath(new URL('range-server-main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--json-options', JSON.stringify({ seed: 3, size })]);
  const exit = once(child, 'exit');
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const url = line.toString().trim();
    expect(firstWrongByte((await rawRequest(url)).body, 3)).toBeNull();
    const stats: unknown = JSON.parse((await rawRequest(new URL('/__stats', url).href)).body.toString());
    expect(stats).toMatchObject({ bytesSent: size });
  } finally {
    child.kill('SIGTERM');
  }
  expect(await exit).toEqual([0, null]);
});
