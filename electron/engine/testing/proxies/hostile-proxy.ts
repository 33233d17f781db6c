import { createHash } from 'node:crypto';
import {
  createServer,
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What the proxy does besides its work. Offsets and lengths are bytes of a body. */
export interface HostileProxyOptions {
  /** Speaks TLS with its clients. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Asks who is there; `ntlm` is never content. Of `digest` every nonce is good for `uses` requests. */
  readonly login?: {
    readonly scheme: 'basic' | 'digest' | 'ntlm';
    readonly user: string;
    readonly password: string;
    readonly uses?: number;
  };
  /** Answers this status to CONNECT, or these bytes. */
  readonly connect?: number | string;
  /** Leaves Range out of what it asks the server. */
  readonly stripsRange?: boolean;
  /** Answers every request for a path with the first 206 that it has brought whole, head and body. */
  readonly cachesParts?: boolean;
  /** The first `times` replies end after `at` bytes, with this text where the file would have gone on. */
  readonly breaksOff?: { readonly times: number; readonly at: number; readonly text: string };
  /** Writes a text into every body at `at`: `longer` says so in Content-Length, `over` writes over the file. */
  readonly inserts?: { readonly at: number; readonly text: string; readonly how: 'longer' | 'over' };
}

/** A request as it came to the proxy. */
export interface ProxiedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

const hopByHop = new Set(['proxy-authorization', 'proxy-connection', 'connection', 'keep-alive']);

/** An HTTP proxy in this process whose options are what proxies do wrong. */
export class HostileProxy {
  readonly requests: ProxiedRequest[] = [];
  readonly #options: HostileProxyOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #parts = new Map<string, { readonly headers: OutgoingHttpHeaders; readonly body: Buffer }>();
  readonly #uses = new Map<string, number>();
  #nonces = 0;
  #broken = 0;

  private constructor(options: HostileProxyOptions) {
    this.#options = options;
    const serve = (request: IncomingMessage, response: ServerResponse): void =>
      void this.#relay(request, response);
    this.#server = options.tls === undefined ? createServer(serve) : createSecureServer(options.tls, serve);
    this.#server.on('connect', (request: IncomingMessage, socket: Socket) => {
      this.#tunnel(request, socket);
    });
    this.#server.on('connection', (socket: Socket) => this.#watch(socket));
  }

  static async start(options: HostileProxyOptions = {}): Promise<HostileProxy> {
    const proxy = new HostileProxy(options);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return address === null || typeof address === 'string' ? 0 : address.port;
  }

  get open(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #note({ method = '', url = '', headers }: IncomingMessage): void {
    this.requests.push({ method, target: url, headers });
  }

  #tunnel(request: IncomingMessage, socket: Socket): void {
    this.#note(request);
    const { connect: answer } = this.#options;
    const challenge = this.#challenge(request);
    if (typeof answer === 'string') return void socket.end(answer);
    if (answer !== undefined) return void socket.end(`HTTP/1.1 ${answer} No\r\nContent-Length: 2\r\n\r\nno`);
    if (challenge !== null) {
      return void socket.end(
        `HTTP/1.1 407 Who\r\nProxy-Authenticate: ${challenge}\r\nContent-Length: 3\r\n\r\nwho`,
      );
    }
    const { hostname, port } = new URL(`http://${request.url ?? ''}`);
    const server = connect(Number(port), hostname);
    this.#watch(server);
    server.once('connect', () => {
      socket.write('HTTP/1.1 200 Yes\r\n\r\n');
      socket.pipe(server).pipe(socket);
    });
    server.on('close', () => socket.destroy());
    socket.on('close', () => server.destroy());
  }

  async #relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#note(request);
    const challenge = this.#challenge(request);
    if (challenge !== null) {
      response.writeHead(407, { 'Proxy-Authenticate': challenge, 'Content-Length': 3 }).end('who');
      return;
    }
    const target = request.url ?? '';
    const part = this.#parts.get(target);
    if (this.#options.cachesParts === true && part !== undefined) {
      response.writeHead(206, part.headers).end(part.body);
      return;
    }
    const reply = await this.#fetch(target, request.headers);
    if (reply === null) {
      response.writeHead(502).end();
      return;
    }
    const status = reply.statusCode ?? 502;
    const headers = plainHeaders(reply.headers);
    const body = await buffer(reply);
    if (status === 206 && !this.#parts.has(target)) this.#parts.set(target, { headers, body });
    this.#send(response, status, headers, body);
  }

  #fetch(target: string, headers: IncomingHttpHeaders): Promise<IncomingMessage | null> {
    const passed = plainHeaders(headers);
    if (this.#options.stripsRange === true) delete passed['range'];
    return new Promise((resolve) => {
      const asking = ask(target, { headers: passed, agent: false }, resolve);
      asking.on('error', () => {
        resolve(null);
      });
      asking.end();
    });
  }

  #send(response: ServerResponse, status: number, headers: OutgoingHttpHeaders, body: Buffer): void {
    const { breaksOff, inserts } = this.#options;
    if (breaksOff !== undefined && this.#broken < breaksOff.times && body.length > breaksOff.at) {
      this.#broken += 1;
      response.writeHead(status, headers);
      response.write(body.subarray(0, breaksOff.at));
      response.write(breaksOff.text, () => response.socket?.end());
      return;
    }
    if (inserts === undefined || body.length <= inserts.at) {
      response.writeHead(status, headers).end(body);
      return;
    }
    const { at, how } = inserts;
    const text = Buffer.from(inserts.text);
    const rest = body.subarray(how === 'over' ? at + text.length : at);
    const changed = Buffer.concat([body.subarray(0, at), text, rest]);
    response.writeHead(status, { ...headers, 'content-length': changed.length }).end(changed);
  }

  /** What to ask for before anything is done, or null. */
  #challenge({ headers, method = '', url = '' }: IncomingMessage): string | null {
    const { login } = this.#options;
    if (login === undefined) return null;
    const given = headers['proxy-authorization'] ?? '';
    if (login.scheme === 'ntlm') return 'NTLM, Negotiate';
    if (login.scheme === 'basic') {
      const right = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
      return given === right ? null : 'Basic realm="proxy"';
    }
    const fields = Object.fromEntries(
      [...given.matchAll(/(\w+)="?([^",]*)"?/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const nonce = fields['nonce'] ?? '';
    const left = this.#uses.get(nonce) ?? 0;
    const h = (text: string): string => createHash('sha256').update(text).digest('hex');
    const secret = h(`${login.user}:proxy:${login.password}`);
    const { nc = '', cnonce = '', response = '' } = fields;
    const right = h(`${secret}:${nonce}:${nc}:${cnonce}:auth:${h(`${method}:${url}`)}`);
    const known = response === right && fields['uri'] === url && this.#uses.has(nonce);
    this.#uses.set(nonce, left - 1);
    if (known && left > 0) return null;
    const fresh = `nonce-${String(++this.#nonces)}`;
    this.#uses.set(fresh, login.uses ?? Number.MAX_SAFE_INTEGER);
    const stale = known ? ', stale=true' : '';
    return `Digest realm="proxy", qop="auth", algorithm=SHA-256, nonce="${fresh}"${stale}`;
  }
}

function plainHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}
