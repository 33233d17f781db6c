import { afterEach, expect, test } from 'vitest';
import { rawRequest } from '../../../electron/engine/testing/raw-client.ts';
import {
  startRangeServer,
  type RangeServer,
} from '../../../electron/engine/testing/range-server/range-server.ts';
import { seededBytes } from '../../../electron/engine/testing/range-server/seeded-body.ts';
import { DelayingProxy } from './delaying-proxy.ts';
import { startDelayingProxy } from './delaying-proxy-process.ts';
import { startRangeProcess } from './range-process.ts';
import { ReadBytes, tcpTableNow } from './unread-bytes.ts';

const size = 300_000;
const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.close();
});

async function startLink(
  more: { window?: number; rate?: number } = {},
): Promise<{ server: RangeServer; url: string }> {
  const server = await startRangeServer({ seed: 4, size });
  running.push(server);
  const port = Number(new URL(server.origin).port);
  const proxy = new DelayingProxy({ port, roundTrip: 20, window: 65_536, rate: 50_000_000, ...more });
  running.push(proxy);
  return { server, url: `http://127.0.0.1:${String(await proxy.listen())}/file` };
}

test('the long link brings the same bytes, to several at a time', async () => {
  const { server, url } = await startLink();
  const replies = await Promise.all([1, 2, 3].map(() => rawRequest(url)));
  for (const { body } of replies) expect(body.equals(seededBytes(4, 0, size))).toBe(true);
  expect(server.requests.length).toBe(3);
});

test('a client that goes away takes its connection behind the link with it', async () => {
  const { server, url } = await startLink({ window: 8_192, rate: 200_000 });
  await rawRequest(url, { stopAtBytes: 1_000 });
  await server.until((stats) => stats.open === 0);
  expect(server.requests).toHaveLength(1);
});

test('as processes, server and link serve, count, and end when they are told to', async () => {
  const server = await startRangeProcess({ seed: 4, size, rate: 5_000_000 });
  const link = await startDelayingProxy({ port: server.port, roundTrip: 2, window: 1 << 20, rate: 1e9 });
  const { body } = await rawRequest(`http://127.0.0.1:${String(link.port)}/any`);
  expect(body.equals(seededBytes(4, 0, size))).toBe(true);
  const { at, firstAt, lastAt, ...count } = await server.count();
  expect(count).toEqual({ requests: 1, bytes: size, read: size, connections: 1 });
  expect(firstAt).toBeLessThanOrEqual(lastAt ?? 0);
  expect(lastAt).toBeLessThanOrEqual(at);
  await link.stop();
  await server.stop();
});

test.runIf(process.platform === 'linux')(
  'bytes that nobody has read yet are seen in the system',
  async () => {
    const server = await startRangeServer({ seed: 4, size: 10_000_000 });
    running.push(server);
    const port = Number(new URL(server.origin).port);
    const response = await fetch(server.url);
    await server.until((stats) => stats.bytesSent > 0);
    expect(new ReadBytes(port).of(tcpTableNow(), server.bytesSent)).toBeLessThan(server.bytesSent);
    await response.body?.cancel();
  },
);
