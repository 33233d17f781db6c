import type { LookupFunction, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { SecureVersion, TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CollectingSink, drain, requestFor } from './reply-drain.ts';
import { ScriptedServer, type Script } from './scripted-server.ts';
import { TestCertificates, type CertificateWish } from './test-certificates.ts';
import { createHttpTransport, type HttpTransportOptions } from './transport.ts';

const never = new AbortController().signal;
const hello: Script = (peer) => peer.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello');
const local = 'DNS:localhost,IP:127.0.0.1';

let certificates: TestCertificates;
beforeAll(() => {
  certificates = new TestCertificates();
});
afterAll(() => certificates.remove());

let closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers) await close();
  closers = [];
});

const notProven = { code: 'server-incomplete', facts: { fault: 'end-not-proven' } };

async function serve(
  wish: CertificateWish,
  script: Script = hello,
  maxVersion: SecureVersion = 'TLSv1.3',
): Promise<ScriptedServer> {
  const server = await ScriptedServer.start(script, {
    ...certificates.make('server', wish),
    ALPNProtocols: ['http/1.1'],
    maxVersion,
  });
  closers.push(() => server.close());
  return server;
}

function open(url: URL, options: HttpTransportOptions = { authorities: [certificates.authority] }) {
  const transport = createHttpTransport(options);
  closers.unshift(() => transport.close());
  return transport.open(requestFor(url), never);
}

describe('good certificates', () => {
  test.each(['localhost', '127.0.0.1'])(
    'a reply is read from %s, and the name is sent unless it is an address',
    async (host) => {
      const server = await serve({ names: local });
      const opened = await open(server.url('/', host));
      if (!opened.ok) throw new Error(opened.failure.code);
      expect(await drain(opened.value)).toEqual({ text: 'hello', end: { kind: 'whole' } });
      const peer = server.connections[0]?.peer as TLSSocket;
      expect(peer.servername).toBe(host === 'localhost' ? 'localhost' : false);
      expect(peer.alpnProtocol).toBe('http/1.1');
    },
  );

  test('the connection is used again', async () => {
    const server = await serve({ names: local });
    const transport = createHttpTransport({ authorities: [certificates.authority] });
    closers.unshift(() => transport.close());
    for (let i = 0; i < 2; i++) {
      const opened = await transport.open(requestFor(server.url()), never);
      if (!opened.ok) throw new Error(opened.failure.code);
      await drain(opened.value);
    }
    expect(server.connections).toHaveLength(1);
  });

  test('a large body comes whole through holds at every piece', async () => {
    const body = Buffer.alloc(3 * 1024 * 1024, '0123456789abcdef');
    const server = await serve({ names: local }, (peer) => {
      peer.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`);
      peer.write(body);
    });
    const opened = await open(server.url());
    if (!opened.ok) throw new Error(opened.failure.code);
    let held = false;
    let writtenWhileHeld = false;
    const sink = new CollectingSink(() => {
      writtenWhileHeld ||= held;
      held = true;
      setImmediate(() => {
        held = false;
        opened.value.resume();
      });
      return 'hold';
    });
    expect(await opened.value.receive(sink)).toEqual({ kind: 'whole' });
    expect(sink.text === body.toString('latin1')).toBe(true);
    expect(writtenWhileHeld).toBe(false);
  });

  test('D9: the second address of a name is taken when the first does not answer', async () => {
    const server = await serve({ names: local });
    const lookup: LookupFunction = (_host, _options, done) =>
      done(null, [
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const opened = await open(server.url('/', 'localhost'), {
      lookup,
      authorities: [certificates.authority],
    });
    if (!opened.ok) throw new Error(opened.failure.code);
    expect((await drain(opened.value)).text).toBe('hello');
  });
});

describe('G1: bad certificates are refused and their fault is named', () => {
  test.each([
    ['expired', { names: local, days: -1 }],
    ['self-signed', { names: local, signedBy: 'itself' }],
    ['wrong-host', { names: 'DNS:elsewhere.invalid' }],
  ] as const)('%s', async (fault, wish) => {
    const server = await serve(wish);
    const opened = await open(server.url('/', 'localhost'));
    const failure = {
      code: 'network-certificate',
      facts: { fault, host: 'localhost', port: server.port, subject: 'CN=server' },
    };
    expect(opened).toMatchObject({ ok: false, failure });
    expect(server.requests).toHaveLength(0);
  });

  test('incomplete: it came alone, from an authority that is not known', async () => {
    const server = await serve({ names: local });
    expect(await open(server.url(), {})).toMatchObject({
      ok: false,
      failure: { code: 'network-certificate', facts: { fault: 'incomplete', host: '127.0.0.1' } },
    });
  });

  test('no environment variable switches the check off', async () => {
    const server = await serve({ names: local, signedBy: 'itself' });
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await open(server.url())).toMatchObject({ ok: false, failure: { code: 'network-certificate' } });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  test('a server that does not speak TLS is a TLS failure', async () => {
    const server = await ScriptedServer.start(() => undefined);
    closers.push(() => server.close());
    server.onConnection((peer) => peer.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const opened = await open(new URL(`https://127.0.0.1:${server.port}/`));
    expect(opened).toMatchObject({
      ok: false,
      failure: { code: 'network-tls', facts: { fault: 'not-tls' } },
    });
  });
});

describe('G2: what was trusted stays where it was trusted', () => {
  test('G2: no TLS session is resumed: every connection is judged by the certificate it shows', async () => {
    const resumed: boolean[] = [];
    const server = await serve({ names: local }, (peer) => {
      resumed.push((peer as TLSSocket).isSessionReused());
      peer.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
    const transport = createHttpTransport({ authorities: [certificates.authority] });
    closers.unshift(() => transport.close());
    for (let i = 0; i < 3; i++) {
      const opened = await transport.open(requestFor(server.url()), never);
      if (!opened.ok) throw new Error(opened.failure.code);
      await drain(opened.value);
    }
    expect(resumed).toEqual([false, false, false]);
  });

  test('G2: an idle connection that an exception bore is not used once that is taken back', async () => {
    const server = await serve({ names: local, signedBy: 'itself' });
    let trusted: readonly string[] = [];
    const transport = createHttpTransport({ exceptions: { trusted: () => trusted } });
    closers.unshift(() => transport.close());
    const ask = () => transport.open(requestFor(server.url()), never);
    const refused = await ask();
    if (refused.ok) throw new Error('it was trusted');
    trusted = [String(refused.failure.facts?.['fingerprint'])];
    for (let i = 0; i < 2; i++) {
      const opened = await ask();
      if (!opened.ok) throw new Error(opened.failure.code);
      await drain(opened.value);
    }
    expect(server.requests).toHaveLength(2);
    trusted = [];
    expect(await ask()).toMatchObject({ ok: false, failure: { code: 'network-certificate' } });
    expect(server.requests).toHaveLength(2);
  });

  test('G1: what a certificate says of itself is one line without signs that mislead, and cut', async () => {
    const server = await serve({
      names: `${local},DNS:xn--a.example,${Array.from({ length: 80 }, (_, i) => `DNS:host${i}.example`).join()}`,
      signedBy: 'itself',
    });
    const refused = await open(server.url(), {});
    if (refused.ok) throw new Error('it was trusted');
    const names = String(refused.failure.facts?.['names']);
    expect(names).toMatch(/^localhost, 127\.0\.0\.1, /);
    expect(names.length).toBeLessThanOrEqual(501);
  });
});

test('G1: http:// at a port that answers in TLS is named', async () => {
  const server = await ScriptedServer.start((peer) => peer.end(Buffer.from('15030100020246', 'hex')));
  closers.push(() => server.close());
  expect(await open(server.url())).toEqual({
    ok: false,
    failure: { code: 'server-protocol', facts: { fault: 'tls' } },
  });
});

describe('the end of a body over TLS', () => {
  const closing = (end: (peer: Socket) => void): Script => {
    return (peer) => peer.write(`HTTP/1.0 200 OK\r\n\r\n${long}`, () => end(peer));
  };
  const long = '0123456789abcdef'.repeat(64 * 1024);

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'C3: the close of %s itself ends a body, a cut does not',
    async (version) => {
      const transport = createHttpTransport({ authorities: [certificates.authority] });
      closers.unshift(() => transport.close());
      for (const [end, outcome] of [
        [(peer: Socket) => peer.end(), { kind: 'whole' }],
        [(peer: Socket) => peer.destroy(), { kind: 'failed', failure: notProven }],
      ] as const) {
        const server = await serve({ names: local }, closing(end), version);
        for (const pace of ['at once', 'with holds']) {
          const asked = server.requests.length;
          const opened = await transport.open(requestFor(server.url()), never);
          if (!opened.ok) throw new Error(opened.failure.code);
          const sink = new CollectingSink(() => {
            if (pace === 'at once') return 'more';
            setImmediate(() => opened.value.resume());
            return 'hold';
          });
          expect(await opened.value.receive(sink)).toEqual(outcome);
          if (outcome.kind === 'whole') expect(sink.text === long).toBe(true);
          expect(opened.value.remote).toBe('127.0.0.1');
          // The first time it is asked again on a connection that tells the two apart.
          expect(server.requests.length - asked).toBe(pace === 'at once' ? 2 : 1);
        }
      }
    },
  );

  test('C3: a body held for long after the server closed is whole when it is read', async () => {
    const server = await serve(
      { names: local },
      closing((peer) => peer.end()),
    );
    const opened = await open(server.url());
    if (!opened.ok) throw new Error(opened.failure.code);
    await Promise.all(server.connections.map(({ closed }) => Promise.race([closed, delay(500)])));
    expect(await opened.value.receive(new CollectingSink(() => 'more'))).toMatchObject({ kind: 'whole' });
  });

  test('C3: a watched connection fails as any other: refused, broken, aborted', async () => {
    const server = await serve(
      { names: local },
      closing((peer) => peer.end()),
    );
    const transport = createHttpTransport({ authorities: [certificates.authority] });
    closers.unshift(() => transport.close());
    const first = await transport.open(requestFor(server.url()), never);
    if (!first.ok) throw new Error(first.failure.code);
    await drain(first.value);
    const stop = new AbortController();
    const second = await transport.open(requestFor(server.url()), stop.signal);
    if (!second.ok) throw new Error(second.failure.code);
    stop.abort();
    expect(await drain(second.value)).toMatchObject({ end: { failure: { code: 'user-stopped' } } });
    const third = await transport.open(requestFor(server.url()), never);
    if (!third.ok) throw new Error(third.failure.code);
    third.value.cancel();
    await Promise.all(server.connections.map(({ closed }) => closed));
    const url = server.url();
    await server.close();
    closers = closers.slice(0, 1);
    expect(await transport.open(requestFor(url), never)).toMatchObject({
      ok: false,
      failure: { code: 'network-refused' },
    });
  });

  test('C4: a close before the length is reached is incomplete', async () => {
    const server = await serve({ names: local }, (peer) =>
      peer.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello'),
    );
    const opened = await open(server.url());
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(await drain(opened.value)).toEqual({
      text: 'hello',
      end: { kind: 'failed', failure: { code: 'server-incomplete' } },
    });
  });
});
