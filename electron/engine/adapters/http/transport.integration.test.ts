import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import type { HttpReply, Transport } from '../../ports/transport.ts';
import { CollectingSink, drain, requestFor } from './reply-drain.ts';
import { ScriptedServer, type Script } from './scripted-server.ts';
import { createHttpTransport } from './transport.ts';

const never = new AbortController().signal;
const whole = { kind: 'whole' };
const lastChunk = '0\r\n\r\n';

let closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers) await close();
  closers = [];
});

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await ScriptedServer.start(script);
  closers.push(() => server.close());
  return server;
}

function transport(): Transport {
  const made = createHttpTransport();
  closers.unshift(() => made.close());
  return made;
}

async function reply(from: Transport, server: ScriptedServer, path = '/'): Promise<HttpReply> {
  const opened = await from.open(requestFor(server.url(path)), never);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

function withLength(body: string): string {
  return `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

describe('replies', () => {
  test('the request asks for path and query as they stand and names the host', async () => {
    const server = await serve((peer) => peer.write(withLength('hello')));
    const opened = await transport().open(
      requestFor(server.url('/a%20b?q=%C3%A9&x'), { headers: [['Range', 'bytes=0-']] }),
      never,
    );
    expect(opened).toMatchObject({ ok: true, value: { head: { status: 200 }, remote: '127.0.0.1' } });
    expect(server.requests).toEqual([
      `GET /a%20b?q=%C3%A9&x HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: keep-alive\r\nRange: bytes=0-\r\n\r\n`,
    ]);
    if (opened.ok) expect(await drain(opened.value)).toEqual({ text: 'hello', end: whole });
  });

  test.each([
    ['C1: chunked', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n${lastChunk}`],
    ['C4: of known length', withLength('hello')],
    ['C5: longer than its length', `${withLength('hello')} and more`],
    [
      'C7: chunked with a length',
      `HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n${lastChunk}`,
    ],
    [
      'C13: after interim replies',
      `${'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n'.repeat(3)}${withLength('hello')}`,
    ],
  ])('%s: one byte a time gives the same as all at once', async (_name, text) => {
    const server = await serve((peer, request) => {
      peer.setNoDelay(true);
      if (!request.startsWith('GET /slow')) return void peer.write(text);
      let at = 0;
      const next = (): void => {
        if (at < text.length && !peer.destroyed) peer.write(text.charAt(at++), () => setImmediate(next));
      };
      next();
    });
    const client = transport();
    expect(await drain(await reply(client, server, '/fast'))).toEqual({ text: 'hello', end: whole });
    expect(await drain(await reply(client, server, '/slow'))).toEqual({ text: 'hello', end: whole });
  });

  test('C3: a body without a length ends with the connection', async () => {
    const server = await serve((peer) => peer.end('HTTP/1.0 200 OK\r\n\r\nhello'));
    const got = await reply(transport(), server);
    expect(got.head.framing).toEqual({ kind: 'until-close' });
    expect(await drain(got)).toEqual({ text: 'hello', end: whole });
  });

  test('C15: an empty body ends without a call to the sink', async () => {
    const server = await serve((peer) => peer.write(withLength('')));
    expect(await drain(await reply(transport(), server))).toEqual({ text: '', end: whole });
  });

  test.each([
    ['C6: lengths in conflict', 'Content-Length: 1\r\nContent-Length: 2', 'server-protocol'],
    ['C16: a length of 20 digits', 'Content-Length: 99999999999999999999', 'server-too-large'],
  ])('%s fail the exchange', async (_name, header, code) => {
    const server = await serve((peer) => peer.write(`HTTP/1.1 200 OK\r\n${header}\r\n\r\nab`));
    const opened = await transport().open(requestFor(server.url()), never);
    expect(opened).toMatchObject({ ok: false, failure: { code } });
    await server.connections[0]?.closed;
  });

  test('C17: what is not HTTP is a protocol failure', async () => {
    const server = await serve((peer) => peer.end('<html>hello</html>'));
    const opened = await transport().open(requestFor(server.url()), never);
    expect(opened).toMatchObject({ ok: false, failure: { code: 'server-protocol' } });
  });

  test('a header that would break the request is refused before anything is sent', async () => {
    const server = await serve((peer) => peer.end());
    const opened = await transport().open(requestFor(server.url(), { headers: [['A', 'b\r\nC: d']] }), never);
    expect(opened).toMatchObject({ ok: false, failure: { code: 'user-bad-input' } });
    expect(server.connections).toHaveLength(0);
  });
});

describe('pace', () => {
  const size = 4 * 1024 * 1024;
  const big: Script = (peer) => {
    peer.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
    peer.write(Buffer.alloc(size, 'x'));
  };

  test('nothing reaches the sink between hold and resume, and nothing is lost', async () => {
    const server = await serve(big);
    const got = await reply(transport(), server);
    let holds = 0;
    let held = false;
    let writtenWhileHeld = false;
    const sink = new CollectingSink(() => {
      writtenWhileHeld ||= held;
      held = true;
      holds++;
      setTimeout(() => {
        held = false;
        got.resume();
      }, 1);
      return 'hold';
    });
    expect(await got.receive(sink)).toEqual(whole);
    expect(sink.received).toBe(size);
    expect(writtenWhileHeld).toBe(false);
    expect(holds).toBeGreaterThan(1);
  });

  test('a sink that resumes before it says hold goes on', async () => {
    const server = await serve(big);
    const got = await reply(transport(), server);
    const sink = new CollectingSink(() => {
      got.resume();
      return 'hold';
    });
    expect(await got.receive(sink)).toEqual(whole);
    expect(sink.received).toBe(size);
  });

  test('many chunks in one buffer are held back one by one', async () => {
    const server = await serve((peer) => {
      const chunks = Array.from({ length: 500 }, (_, i) => `1;n=${i}\r\n${i % 10}\r\n`).join('');
      peer.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}${lastChunk}`);
    });
    const got = await reply(transport(), server);
    const sink = new CollectingSink(() => {
      setImmediate(() => got.resume());
      return 'hold';
    });
    expect(await got.receive(sink)).toEqual(whole);
    expect(sink.text).toBe('0123456789'.repeat(50));
  });

  test('the server stands still while the sink holds', async () => {
    const server = await serve((peer) => {
      peer.write('HTTP/1.1 200 OK\r\n\r\n');
      const piece = Buffer.alloc(1024 * 1024);
      const more = (): void => void (peer.writable && peer.write(piece, more));
      more();
    });
    const got = await reply(transport(), server);
    const ended = got.receive(new CollectingSink(() => 'hold'));
    const peer = server.connections[0]?.peer;
    // Filled socket buffers show in a count that no longer grows.
    let count = -1;
    for (let still = 0; peer !== undefined && still < 3;) {
      still = peer.bytesWritten === count ? still + 1 : 0;
      count = peer.bytesWritten;
      expect(count).toBeLessThan(32 * 1024 * 1024);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    got.cancel();
    expect(await ended).toEqual({ kind: 'stopped' });
  });

  test('until receive is called the body stays where it is', async () => {
    const server = await serve(big);
    const got = await reply(transport(), server);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await drain(got)).text).toHaveLength(size);
  });

  test('enough closes the connection, and the server sees it', async () => {
    const server = await serve(big);
    const client = transport();
    const got = await reply(client, server);
    const sink = new CollectingSink((received) => (received >= 1000 ? 'enough' : 'more'));
    expect(await got.receive(sink)).toEqual({ kind: 'stopped' });
    await server.connections[0]?.closed;
    const before = sink.received;
    await (await reply(client, server)).receive(new CollectingSink());
    expect(server.connections).toHaveLength(2);
    expect(sink.received).toBe(before);
  });

  test('cancel closes the connection, from outside and from inside the sink', async () => {
    const server = await serve(big);
    const client = transport();
    const waiting = await reply(client, server);
    waiting.cancel();
    expect(await waiting.receive(new CollectingSink())).toEqual({ kind: 'stopped' });
    await server.connections[0]?.closed;

    const running = await reply(client, server);
    const sink = new CollectingSink(() => {
      running.cancel();
      return 'more';
    });
    expect(await running.receive(sink)).toEqual({ kind: 'stopped' });
    await server.connections[1]?.closed;
  });

  test('an aborted signal ends the exchange as stopped by the user, wherever it stands', async () => {
    const server = await serve((peer, request) => {
      if (request.startsWith('GET /body')) peer.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab');
    });
    const client = transport();
    const failure = { code: 'user-stopped' };

    const before = AbortSignal.abort();
    expect(await client.open(requestFor(server.url()), before)).toEqual({ ok: false, failure });

    const connecting = new AbortController();
    const opening = client.open(requestFor(server.url()), connecting.signal);
    connecting.abort();
    expect(await opening).toEqual({ ok: false, failure });

    const waiting = new AbortController();
    const silent = client.open(requestFor(server.url('/silent')), waiting.signal);
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    waiting.abort();
    expect(await silent).toEqual({ ok: false, failure });

    const reading = new AbortController();
    const opened = await client.open(requestFor(server.url('/body')), reading.signal);
    if (!opened.ok) throw new Error(opened.failure.code);
    const ended = opened.value.receive(new CollectingSink());
    reading.abort();
    expect(await ended).toEqual({ kind: 'failed', failure });
    for (const { closed } of server.connections) await closed;
  });
});

test('the server hears of the close although the sink never resumed', async () => {
  const server = await serve((peer) => peer.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab'));
  const got = await reply(transport(), server);
  const ended = got.receive(new CollectingSink(() => 'hold'));
  const peer = server.connections[0]?.peer;
  if (peer === undefined) throw new Error('no connection');
  const closed = once(peer, 'close');
  got.cancel();
  await closed;
  expect(await ended).toEqual({ kind: 'stopped' });
});
