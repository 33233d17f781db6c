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

describe('keep-alive', () => {
  test('a reply that ended cleanly leaves its connection to the next request', async () => {
    const server = await serve((peer) => peer.write(withLength('hello')));
    const client = transport();
    for (let i = 0; i < 3; i++) {
      expect(await drain(await reply(client, server))).toEqual({ text: 'hello', end: whole });
    }
    expect(server.connections).toHaveLength(1);
  });

  test('enough with the last byte, and cancel of an empty body, keep the connection', async () => {
    const server = await serve((peer, request) =>
      peer.write(withLength(request.startsWith('GET /0') ? '' : 'hello')),
    );
    const client = transport();
    const got = await reply(client, server);
    expect(await got.receive(new CollectingSink(() => 'enough'))).toEqual({ kind: 'stopped' });
    (await reply(client, server, '/0')).cancel();
    await drain(await reply(client, server));
    expect(server.connections).toHaveLength(1);
  });

  test.each([
    ['C5: too many bytes', `${withLength('hello')}!`],
    [
      'C7: two framings',
      `HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n${lastChunk}`,
    ],
    ['the wish to close', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello'],
  ])('%s: the connection is closed and not used again', async (_name, text) => {
    const server = await serve((peer) => peer.write(text));
    const client = transport();
    expect(await drain(await reply(client, server))).toEqual({ text: 'hello', end: whole });
    await server.connections[0]?.closed;
    await drain(await reply(client, server));
    expect(server.connections).toHaveLength(2);
  });

  test('an idle connection that brings bytes unasked, or is closed by the server, is dropped', async () => {
    const server = await serve((peer) => peer.write(withLength('hello')));
    const client = transport();
    await drain(await reply(client, server));
    server.connections[0]?.peer.write(withLength('smuggled'));
    await server.connections[0]?.closed;
    expect((await drain(await reply(client, server))).text).toBe('hello');
    server.connections[1]?.peer.end();
    await server.connections[1]?.closed;
    expect((await drain(await reply(client, server))).text).toBe('hello');
    expect(server.connections).toHaveLength(3);
  });

  test.each(['FIN', 'RST'])(
    'D5: a used connection that dies by %s as the request comes is retried silently',
    async (how) => {
      const server = await serve((peer, _request, index) => {
        if (index !== 1) return void peer.write(withLength('hello'));
        if (how === 'FIN') peer.end();
        else peer.resetAndDestroy();
      });
      const client = transport();
      await drain(await reply(client, server));
      expect(await drain(await reply(client, server))).toEqual({ text: 'hello', end: whole });
      expect(server.requests).toHaveLength(3);
      expect(server.connections).toHaveLength(2);
    },
  );

  test('D5: a new connection that dies at once is not retried, nor is a used one after its first byte', async () => {
    const server = await serve((peer, _request, index) => {
      if (index === 1) peer.write(withLength('hello'));
      else peer.end(index === 0 ? '' : 'H');
    });
    const client = transport();
    const reset = { ok: false, failure: { code: 'network-reset', facts: { phase: 'reply' } } };
    expect(await client.open(requestFor(server.url()), never)).toEqual(reset);
    await drain(await reply(client, server));
    expect(await client.open(requestFor(server.url()), never)).toEqual(reset);
    expect(server.requests).toHaveLength(3);
  });

  test('close drops idle connections at once and later ones when they end', async () => {
    const server = await serve((peer) => peer.write(withLength('hello')));
    const client = transport();
    const running = await reply(client, server);
    await drain(await reply(client, server));
    client.close();
    await server.connections[1]?.closed;
    expect(await drain(running)).toEqual({ text: 'hello', end: whole });
    await server.connections[0]?.closed;
  });

  test('another port is another origin', async () => {
    const script: Script = (peer) => peer.write(withLength('hello'));
    const [first, second] = [await serve(script), await serve(script)];
    const client = transport();
    await drain(await reply(client, first));
    await drain(await reply(client, second));
    expect([first.connections.length, second.connections.length]).toEqual([1, 1]);
  });
});
