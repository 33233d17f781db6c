import { expect, test } from 'vitest';
import type { BodyEnd, HttpReply } from '../../ports/transport.ts';
import type { ConnectionUser } from './connection.ts';
import { Exchange, type ExchangeConnection } from './exchange.ts';
import { CollectingSink, requestFor } from './reply-drain.ts';
import { systemTimer } from './watchdog.ts';

/** A connection that is fed by hand, always through one and the same buffer. */
class FedConnection implements ExchangeConnection {
  readonly remote = '192.0.2.1';
  readonly endProven = true;
  readonly space = null;
  readonly #buffer = Buffer.alloc(256);
  user: ConnectionUser | null = null;
  state: 'open' | 'destroyed' | 'released' = 'open';
  sent = '';
  resumed = 0;

  use(user: ConnectionUser | null): void {
    this.user = user;
  }

  send(head: string): void {
    this.sent += head;
  }

  resume(): void {
    this.resumed++;
  }

  destroy(): void {
    this.state = 'destroyed';
  }

  /** Returns whether the exchange wants more. */
  feed(text: string): boolean | undefined {
    this.#buffer.fill('#');
    return this.user?.onBytes(this.#buffer.subarray(0, this.#buffer.write(text, 'latin1')), null);
  }
}

async function begin(connection: FedConnection, bytes: string): Promise<HttpReply> {
  const exchange = new Exchange(connection, requestFor(new URL('http://a.example/')), {
    timer: systemTimer,
    signal: new AbortController().signal,
    release: () => (connection.state = 'released'),
  });
  const started = exchange.start('GET');
  expect(connection.feed(bytes)).toBe(false);
  const reply = await started;
  if (!reply.ok) throw new Error(reply.failure.code);
  return reply.value;
}

const head = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n';
const whole: BodyEnd = { kind: 'whole' };

test('bytes that come while the reply waits or the sink holds outlive the buffer they came in', async () => {
  const connection = new FedConnection();
  const reply = await begin(connection, `${head}ab`);
  expect(connection.feed('cd')).toBe(false);
  expect(connection.feed('e')).toBe(false);
  const sink = new CollectingSink(() => 'hold');
  const end = reply.receive(sink);
  expect(sink.text).toBe('abcde');
  expect(connection.feed('fg')).toBe(false);
  expect(connection.feed('hi')).toBe(false);
  expect(sink.text).toBe('abcde');
  reply.resume();
  expect(sink.text).toBe('abcdefghi');
  expect(connection.state).toBe('open');
  reply.resume();
  expect(await end).toEqual(whole);
  expect(connection.state).toBe('released');
});

test('a sink that holds stops the reading, and resume starts it again', async () => {
  const connection = new FedConnection();
  const reply = await begin(connection, head);
  let flow: 'hold' | 'more' = 'more';
  const end = reply.receive(new CollectingSink(() => flow));
  expect(connection.resumed).toBe(1);
  expect(connection.feed('abc')).toBe(true);
  flow = 'hold';
  expect(connection.feed('def')).toBe(false);
  flow = 'more';
  reply.resume();
  expect(connection.resumed).toBe(2);
  expect(connection.feed('ghi')).toBe(true);
  expect(await end).toEqual(whole);
});

test('a close is told only after all that came before it', async () => {
  for (const error of [null, Object.assign(new Error(), { code: 'ECONNRESET' })]) {
    const connection = new FedConnection();
    const reply = await begin(connection, `${head}ab`);
    connection.feed('cd');
    connection.user?.onClosed(error);
    const sink = new CollectingSink();
    expect(await reply.receive(sink)).toMatchObject({
      kind: 'failed',
      failure: { code: error === null ? 'server-incomplete' : 'network-reset' },
    });
    expect(sink.text).toBe('abcd');
    expect(connection.state).toBe('destroyed');
  }
});

test('a body that was whole before the connection broke is whole', async () => {
  const connection = new FedConnection();
  const reply = await begin(connection, `${head}abcd`);
  connection.feed('efghi');
  connection.user?.onClosed(new Error());
  expect(await reply.receive(new CollectingSink())).toEqual(whole);
});

test('each piece is as large as the input allows', async () => {
  const connection = new FedConnection();
  const reply = await begin(connection, `${head}abc`);
  const pieces: number[] = [];
  const end = reply.receive({
    write(bytes) {
      pieces.push(bytes.length);
      return 'more';
    },
  });
  connection.feed('defghi');
  expect(await end).toEqual(whole);
  expect(pieces).toEqual([3, 6]);
});
