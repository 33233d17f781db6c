import type { LookupFunction } from 'node:net';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../ports/transport.ts';
import { CollectingSink, requestFor } from './reply-drain.ts';
import { ScriptedServer, type Script } from './scripted-server.ts';
import { createHttpTransport, type HttpTransportOptions } from './transport.ts';

const never = new AbortController().signal;
const head = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n';
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

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

interface Outcome {
  readonly stage: 'head' | 'body';
  readonly text: string;
  readonly end: unknown;
}

/** One exchange from its start to its end, on a transport of its own. */
async function outcome(
  url: URL,
  changes: Partial<HttpRequest> = {},
  options: HttpTransportOptions = {},
): Promise<Outcome> {
  const transport = createHttpTransport(options);
  closers.unshift(() => transport.close());
  const opened = await transport.open(requestFor(url, changes), never);
  if (!opened.ok) return { stage: 'head', text: '', end: opened.failure };
  const sink = new CollectingSink();
  const end = await opened.value.receive(sink);
  return { stage: 'body', text: sink.text, end: end.kind === 'failed' ? end.failure : end.kind };
}

/** Writes `text`, waits until it has left, and then ends the connection in one of two ways. */
function cutAfter(text: string, how: 'FIN' | 'RST'): Script {
  return (peer) => {
    const end = (): void => void (how === 'FIN' ? peer.end() : peer.resetAndDestroy());
    if (text === '') end();
    else peer.write(text, () => setTimeout(end, 30));
  };
}

describe('D1: the connection ends early', () => {
  const reset = { code: 'network-reset' };
  test.each([
    ['before the head', 'FIN', '', 'head', '', reset],
    ['before the head', 'RST', '', 'head', '', reset],
    ['after the first byte', 'FIN', 'H', 'head', '', reset],
    ['after the first byte', 'RST', 'H', 'head', '', reset],
    ['inside the head', 'FIN', 'HTTP/1.1 200 OK\r\nConte', 'head', '', reset],
    ['inside the head', 'RST', 'HTTP/1.1 200 OK\r\nConte', 'head', '', reset],
    ['before the body', 'FIN', head, 'body', '', { code: 'server-incomplete' }],
    ['before the body', 'RST', head, 'body', '', reset],
    ['inside the body', 'FIN', `${head}01234`, 'body', '01234', { code: 'server-incomplete' }],
    ['inside the body', 'RST', `${head}01234`, 'body', '01234', reset],
    ['before the last byte', 'FIN', `${head}012345678`, 'body', '012345678', { code: 'server-incomplete' }],
    ['before the last byte', 'RST', `${head}012345678`, 'body', '012345678', reset],
    ['C2: inside a chunk', 'FIN', `${chunked}5\r\n01`, 'body', '01', { code: 'server-incomplete' }],
    [
      'C2: before the last chunk',
      'FIN',
      `${chunked}2\r\n01\r\n`,
      'body',
      '01',
      { code: 'server-incomplete' },
    ],
    ['C2: inside a chunk', 'RST', `${chunked}5\r\n01`, 'body', '01', reset],
    ['C3: by RST, without a length', 'RST', 'HTTP/1.0 200 OK\r\n\r\n01', 'body', '01', reset],
  ] as const)('%s (%s)', async (_name, how, text, stage, body, failure) => {
    const server = await serve(cutAfter(text, how));
    expect(await outcome(server.url())).toMatchObject({ stage, text: body, end: failure });
  });

  test('what came before the close is passed on after a hold', async () => {
    const server = await serve(cutAfter(`${head}01234`, 'FIN'));
    const transport = createHttpTransport();
    const opened = await transport.open(requestFor(server.url()), never);
    if (!opened.ok) throw new Error(opened.failure.code);
    const sink = new CollectingSink(() => {
      server.connections[0]?.peer.once('finish', () => setImmediate(() => opened.value.resume()));
      return 'hold';
    });
    const end = await opened.value.receive(sink);
    expect(sink.text).toBe('01234');
    expect(end).toEqual({ kind: 'failed', failure: { code: 'server-incomplete' } });
  });
});

describe('timeouts', () => {
  const timeout = (phase: string, seconds: number) => ({
    code: 'network-timeout',
    facts: { phase, seconds },
  });

  test('D4: a server that never answers runs into the time for the first byte', async () => {
    const server = await serve(() => undefined);
    const result = await outcome(server.url(), { firstByteTimeout: 80 });
    expect(result).toEqual({ stage: 'head', text: '', end: timeout('reply', 0.08) });
    await server.connections[0]?.closed;
  });

  test('D4: a head that does not end, and endless interim replies, run into the same time again', async () => {
    const server = await serve((peer) => {
      peer.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => peer.write('A: b\r\n'), 10);
      peer.once('close', () => clearInterval(timer));
    });
    expect((await outcome(server.url(), { firstByteTimeout: 100 })).end).toEqual(timeout('reply', 0.1));
  });

  test('D4: a server that takes the connection but does not speak TLS runs into the connect timeout', async () => {
    const server = await serve(() => undefined);
    const url = new URL(server.url().href.replace('http:', 'https:'));
    expect((await outcome(url, { connectTimeout: 80 })).end).toEqual(timeout('connect', 0.08));
  });

  test('D8: a name look-up that never answers runs into the connect timeout', async () => {
    const url = new URL('http://files.invalid/');
    const result = await outcome(url, { connectTimeout: 80 }, { lookup: () => undefined });
    expect(result.end).toEqual(timeout('connect', 0.08));
  });

  test('D2: a body that stalls runs into the idle timeout', async () => {
    const server = await serve((peer) => peer.write(`${head}01`));
    const result = await outcome(server.url(), { idleTimeout: 80 });
    expect(result).toEqual({ stage: 'body', text: '01', end: timeout('body', 0.08) });
    await server.connections[0]?.closed;
  });

  test('D2: framing without data does not count as life', async () => {
    const server = await serve((peer) => {
      peer.write(`${chunked}1;`);
      const timer = setInterval(() => peer.write('x'), 10);
      peer.once('close', () => clearInterval(timer));
    });
    expect((await outcome(server.url(), { idleTimeout: 100 })).end).toEqual(timeout('body', 0.1));
  });

  test('a slow body that keeps coming is no stall', async () => {
    const server = await serve((peer) => {
      peer.write(head);
      let sent = 0;
      const timer = setInterval(() => {
        peer.write(String(sent++));
        if (sent === 10) clearInterval(timer);
      }, 80);
    });
    const result = await outcome(server.url(), { idleTimeout: 600 });
    expect(result).toEqual({ stage: 'body', text: '0123456789', end: 'whole' });
  });

  test('the time in which the sink holds, or was not there yet, is not counted', async () => {
    const server = await serve((peer) => peer.write(`${head}0123456789`));
    const transport = createHttpTransport();
    closers.unshift(() => transport.close());
    const opened = await transport.open(requestFor(server.url(), { idleTimeout: 50 }), never);
    if (!opened.ok) throw new Error(opened.failure.code);
    await new Promise((resolve) => setTimeout(resolve, 120));
    const sink = new CollectingSink(() => {
      setTimeout(() => opened.value.resume(), 120);
      return 'hold';
    });
    expect(await opened.value.receive(sink)).toEqual({ kind: 'whole' });
  });
});

describe('names and addresses', () => {
  const failing = (code: string): LookupFunction => {
    return (_host, _options, done) => done(Object.assign(new Error(code), { code }), '', 0);
  };

  test.each([
    ['ENOTFOUND', 'network-name-unknown'],
    ['EAI_AGAIN', 'network-name-lookup'],
    ['ETIMEOUT', 'network-name-lookup'],
    ['ESERVFAIL', 'network-name-lookup'],
    ['EAI_FAIL', 'network-name-lookup'],
  ])('D8: %s is %s', async (code, expected) => {
    const result = await outcome(new URL('http://files.example/'), {}, { lookup: failing(code) });
    expect(result).toMatchObject({ stage: 'head', end: { code: expected } });
  });

  test('D8: a name that cannot be is unknown even where nobody can be asked', async () => {
    const result = await outcome(new URL('http://files.invalid/'), {}, { lookup: failing('EAI_AGAIN') });
    expect(result).toMatchObject({ stage: 'head', end: { code: 'network-name-unknown' } });
  });

  test('a port where nobody listens is refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect((await outcome(new URL(`http://127.0.0.1:${port}/`))).end).toMatchObject({
      code: 'network-refused',
    });
  });

  test('D9: when the first address of a name does not answer the next one is taken', async () => {
    const server = await serve((peer) => peer.write(`${head}0123456789`));
    const lookup: LookupFunction = (_host, _options, done) =>
      done(null, [
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ]);
    expect(await outcome(server.url('/', 'files.invalid'), {}, { lookup })).toMatchObject({ end: 'whole' });
  });
});
