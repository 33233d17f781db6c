import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogger } from './create-logger.ts';
import type { LogEntry } from './log-entry.ts';
import { mongodbSink } from './mongodb-sink.ts';
import type { MongodbPeer } from './testing/mongodb-peer.ts';
import { startMongodbPeer } from './testing/mongodb-peer.ts';

let peer: MongodbPeer;
beforeEach(async () => {
  peer = await startMongodbPeer();
});
afterEach(() => peer.close());

const entry = (message: string): LogEntry => ({
  time: 1_700_000_000_000,
  level: 'warn',
  file: 'x.ts',
  line: 1,
  message,
  facts: { n: 1 },
});

test('warn and error are inserted, with time, place and facts; info is not; close says goodbye', async () => {
  const log = createLogger({ folder: null, env: { TRIBUTARY_LOG_MONGODB_URL: peer.url }, stderr: null });
  log.info('not this');
  log.warn('slow https://u:S3CRET@h/', { rate: 5 });
  log.error('failed');
  await log.close();
  expect(peer.inserted).toMatchObject([
    {
      level: 'warn',
      message: 'slow https://***@h/',
      facts: { rate: 5 },
      file: 'mongodb-sink.integration.test.ts',
    },
    { level: 'error', message: 'failed', facts: {} },
  ]);
  expect(peer.inserted[0]?.['time']).toBeInstanceOf(Date);
  expect([...peer.namespaces]).toEqual(['logs.log']);
  await vi.waitFor(() => expect(peer.commands).toContain('endSessions'));
  await vi.waitFor(() => expect(peer.sockets.size).toBe(0));
});

test('without an address nothing is loaded or sent', async () => {
  const log = createLogger({ folder: null, env: {}, stderr: null });
  log.error('x');
  await log.close();
  expect(peer.commands).toEqual([]);
});

test('entries refused by the server wait, are told once, and arrive once it takes them', async () => {
  const problems: string[] = [];
  peer.mode = 'fail';
  const sink = mongodbSink({ url: peer.url, level: 'warn', onProblem: (text) => problems.push(text) });
  sink.write(entry('one'));
  await vi.waitFor(() => expect(problems).toEqual(['The MongoDB log cannot be written: not allowed']), 5_000);
  peer.mode = 'normal';
  sink.write(entry('two'));
  await vi.waitFor(
    () => expect(peer.inserted.map((d) => String(d['message']))).toEqual(['one', 'two']),
    10_000,
  );
  await vi.waitFor(() => expect(problems).toHaveLength(2), 5_000);
  await sink.close();
});

test('a queue that is full drops the oldest and counts them', async () => {
  peer.mode = 'fail';
  const problems: string[] = [];
  const sink = mongodbSink({ url: peer.url, level: 'warn', onProblem: (text) => problems.push(text) });
  sink.write(entry('first'));
  await vi.waitFor(() => expect(problems).toHaveLength(1), 5_000);
  for (let i = 0; i < 1_500; i++) sink.write(entry(String(i)));
  peer.mode = 'normal';
  await vi.waitFor(() => expect(peer.inserted).toHaveLength(1_000), 10_000);
  expect(peer.inserted[0]).toMatchObject({ message: '500', lostBefore: 501 });
  expect(peer.inserted.at(-1)).toMatchObject({ message: '1499' });
  await sink.close();
});

test('a server that never answers delays close by no more than its bound', async () => {
  peer.mode = 'silent';
  const sink = mongodbSink({ url: peer.url, level: 'warn', onProblem: () => undefined });
  sink.write(entry('x'));
  await vi.waitFor(() => expect(peer.commands).toContain('insert'), 5_000);
  const started = performance.now();
  await sink.close();
  expect(performance.now() - started).toBeLessThan(7_000);
});

test('a server that is not there, and an address that is none, cost nothing but a sentence', async () => {
  const empty = createServer().listen(0, '127.0.0.1');
  await once(empty, 'listening');
  const { port } = empty.address() as AddressInfo;
  empty.close();
  await once(empty, 'close');
  for (const url of [`mongodb://u:S3CRET@127.0.0.1:${port}/x`, 'mongodb://:::/']) {
    const problems: string[] = [];
    const sink = mongodbSink({ url, level: 'warn', onProblem: (text) => problems.push(text) });
    sink.write(entry('x'));
    await vi.waitFor(() => expect(problems).toHaveLength(1), 10_000);
    expect(problems[0]).not.toContain('S3CRET');
    await sink.close();
  }
});
