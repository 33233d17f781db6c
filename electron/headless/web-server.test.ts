import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ok } from '../../shared/model/result.ts';
import { connect } from '../../shared/wire/client.ts';
import { serve, type Session } from '../../shared/wire/server.ts';
import { newSessionToken } from './session-token.ts';
import { messageBytesMost, startWebServer, type WebServer } from './web-server.ts';
import { webSocketPort } from './web-socket-port.ts';

const contract = {
  calls: { echo: { input: v.string(), output: '' as string } },
  events: { said: { payload: '' as string } },
} as const;

const token = newSessionToken();
let folder = '';
let server: WebServer;
let sessions: Session<typeof contract>[] = [];
const sockets: WebSocket[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-web-'));
  await mkdir(join(folder, 'window', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'window', 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'window', 'tributary-background.svg'), '<svg/>');
  await writeFile(join(folder, 'window', 'assets', 'index-Ab3_x-9Q.js'), 'export {};');
  await symlink(join(folder, 'secret.txt'), join(folder, 'window', 'link.txt'));
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  sessions = [];
  const started = await startWebServer({
    rendererFolder: join(folder, 'window'),
    address: '127.0.0.1',
    port: 0,
    allowedHosts: ['nas.example'],
    token,
    onPort: (port) => {
      const log = { warn() {}, error() {} };
      sessions.push(serve(contract, { echo: (text) => ok(text) }, port, { log }));
    },
  });
  if (!started.ok) throw new Error(started.failure.code);
  server = started.value;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.close();
});

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A plain request whose path is sent exactly as given. */
function ask(path: string, options: { method?: string; host?: string } = {}): Promise<Reply> {
  const { method = 'GET', host = `127.0.0.1:${server.port}` } = options;
  return new Promise((resolve, reject) => {
    const asked = request(
      { port: server.port, host: '127.0.0.1', path, method, headers: { host } },
      (reply) => {
        let body = '';
        reply.setEncoding('utf8').on('data', (text: string) => (body += text));
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body }));
      },
    );
    asked.on('error', reject).end();
  });
}

interface Knock {
  readonly path?: string;
  readonly protocol?: string | null;
  readonly host?: string;
  readonly origin?: string | null;
}

/** Tries the WebSocket; gives the open socket, or the HTTP status of the refusal. */
function knock(how: Knock = {}): Promise<WebSocket | number> {
  const host = how.host ?? `127.0.0.1:${server.port}`;
  const origin = how.origin === undefined ? `http://${host}` : how.origin;
  const protocol = how.protocol === undefined ? `tributary.${token}` : how.protocol;
  const socket = new WebSocket(
    `ws://127.0.0.1:${server.port}${how.path ?? '/ws'}`,
    protocol === null ? [] : [protocol],
    {
      headers: { host },
      ...(origin === null ? {} : { origin }),
    },
  );
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

async function enter(how: Knock = {}): Promise<WebSocket> {
  const socket = await knock(how);
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
}

describe('files', () => {
  test('the window is served with its policy and the usual headers', async () => {
    const { status, headers, body } = await ask('/?first#second');
    expect({ status, body }).toEqual({ status: 200, body: '<!doctype html>' });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  test('a name with a hash is kept for good, any other is asked for again', async () => {
    const script = await ask('/assets/index-Ab3_x-9Q.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await ask('/tributary-background.svg')).headers['cache-control']).toBe('no-cache');
  });

  test('HEAD has the headers and no body', async () => {
    const { status, headers, body } = await ask('/index.html', { method: 'HEAD' });
    expect({ status, body, length: headers['content-length'] }).toEqual({
      status: 200,
      body: '',
      length: '15',
    });
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is refused with 405', async (method) => {
    const { status, headers } = await ask('/', { method });
    expect({ status, allow: headers['allow'] }).toEqual({ status: 405, allow: 'GET, HEAD' });
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/link.txt',
    '/assets',
    '/assets/',
    '/index.html/',
    '/%00',
    'http://evil.example/index.html',
    '/nothing',
    '/__proto__',
  ])('%s is not found', async (path) => {
    const { status, body, headers } = await ask(path);
    expect({ status, body }).toEqual({ status: 404, body: 'Not found.\n' });
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('a folder without a window is said to be one before anything listens', async () => {
    const started = await startWebServer({
      rendererFolder: join(folder, 'window', 'assets'),
      address: '127.0.0.1',
      port: 0,
      allowedHosts: [],
      token,
      onPort: () => {},
    });
    expect(started).toEqual({ ok: false, failure: { code: 'no-window' } });
  });

  test('a port that is taken is a failure with the system’s code', async () => {
    const started = await startWebServer({
      rendererFolder: join(folder, 'window'),
      address: '127.0.0.1',
      port: server.port,
      allowedHosts: [],
      token,
      onPort: () => {},
    });
    expect(started).toEqual({ ok: false, failure: { code: 'cannot-listen', system: 'EADDRINUSE' } });
  });
});

describe('DNS rebinding', () => {
  test('a Host that is not ours gets 421 and no file', async () => {
    const { status, body } = await ask('/', { host: `evil.example:${server.port}` });
    expect(status).toBe(421);
    expect(body).not.toContain('doctype');
  });

  test('a Host that was allowed by name is answered', async () => {
    expect((await ask('/', { host: 'nas.example' })).status).toBe(200);
  });

  test('two Host headers get 421 even when the first is ours', async () => {
    const reply = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connectTcp(server.port, '127.0.0.1');
      socket.setEncoding('utf8').on('data', (part: string) => (text += part));
      socket.on('close', () => resolve(text)).on('error', reject);
      const ours = `Host: 127.0.0.1:${server.port}\r\n`;
      socket.write(`GET / HTTP/1.1\r\n${ours}Host: evil.example\r\nConnection: close\r\n\r\n`);
    });
    expect(reply).toMatch(/^HTTP\/1\.1 (421|400) /);
  });
});

describe('the WebSocket', () => {
  test('with the token, calls are answered and events arrive', async () => {
    const client = connect(contract, webSocketPort(await enter()));
    const heard = new Promise((resolve) => client.on('said', (text, seq) => resolve([text, seq])));
    expect(await client.call.echo('grüße')).toEqual(ok('grüße'));
    sessions[0]?.emit('said', 'hello');
    expect(await heard).toEqual(['hello', 1]);
  });

  test('a name that was allowed is let in, also from an https page of a proxy', async () => {
    expect(typeof (await knock({ host: 'nas.example', origin: 'https://nas.example' }))).toBe('object');
  });

  test.each<[string, Knock, number]>([
    ['no token', { protocol: null }, 401],
    ['a wrong token', { protocol: `tributary.${newSessionToken()}` }, 401],
    ['an empty token', { protocol: 'tributary.' }, 401],
    ['the token without its prefix', { protocol: token }, 401],
    ['the token with more behind it', { protocol: `tributary.${token}x` }, 401],
    ['another path', { path: '/ws/' }, 404],
    ['a foreign origin', { origin: 'http://evil.example' }, 403],
    ['the origin of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['no origin', { origin: null }, 403],
    ['a foreign host, also with its own origin', { host: 'evil.example' }, 421],
  ])('%s is refused', async (_what, how, status) => {
    expect(await knock(how)).toBe(status);
    expect(sessions).toEqual([]);
  });

  test('a message over the limit closes the socket with 1009, and only that one', async () => {
    const good = connect(contract, webSocketPort(await enter()));
    const socket = await enter();
    const code = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => {});
    socket.send('x'.repeat(messageBytesMost + 1));
    expect(await code).toBe(1009);
    expect(await good.call.echo('still here')).toEqual(ok('still here'));
  });

  test.each<[string, string | Buffer, number]>([
    ['binary', Buffer.from('{}'), 1003],
    ['no JSON', '{"kind":', 1007],
  ])('a message that is %s closes the socket', async (_what, message, expected) => {
    const socket = await enter();
    const code = new Promise((resolve) => socket.on('close', resolve));
    socket.send(message);
    expect(await code).toBe(expected);
  });

  test('a window that goes ends its session', async () => {
    const socket = await enter();
    const ended = new Promise<void>((resolve) => sessions[0]?.onClose(resolve));
    socket.terminate();
    await ended;
  });

  test('closing the server ends every window, also one that does not answer the farewell', async () => {
    const polite = await enter();
    const mute = await enter();
    mute.pause();
    const code = new Promise((resolve) => polite.on('close', resolve));
    await server.close();
    expect(await code).toBe(1001);
    await expect(ask('/')).rejects.toThrow();
  });
});
