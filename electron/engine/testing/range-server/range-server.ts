import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket, createSecureContext, type SecureContext } from 'node:tls';
import { AuthGate, type AuthOptions } from './auth-gate.ts';
import { CookieGate } from './cookie-gate.ts';
import { ByteBudget, FiniteBudget, type Budget } from './pacer.ts';
import {
  behaviourFor,
  goodBehaviour,
  type Behaviour,
  type RangeServerOptions,
  type Rule,
} from './range-server-options.ts';
import { planReply } from './reply-plan.ts';
import { sendReply, type ReplyEnd, type ReplyLine } from './reply-sender.ts';
import { RequestLog, type RangeServerStats, type RequestRecord } from './request-log.ts';
import { RequestReader, type RequestHead } from './request-reader.ts';
import { SignedLinks } from './signed-links.ts';

/** Path at which the server tells its counters and records, as JSON; never counted itself. */
const statsPath = '/__stats';

interface Connection extends ReplyLine {
  readonly number: number;
  readonly slot: number;
  readonly budgets: readonly Budget[];
  requests: number;
}

/** Starts a server on loopback whose options are the failure modes; see `Behaviour` and `Rule`. */
export async function startRangeServer(options: RangeServerOptions = {}): Promise<RangeServer> {
  const server = new RangeServer(options);
  await server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  return server;
}

/** A server in this process; every path serves the file unless a rule says otherwise. */
export class RangeServer {
  readonly #server: Server;
  readonly #secure: SecureContext | null;
  readonly #log = new RequestLog();
  readonly #links: SignedLinks | null;
  /** Null where it asks nobody for a password. */
  auth: AuthGate | null;
  readonly cookies: CookieGate | null;
  readonly #slotRates: readonly number[];
  readonly #shared: readonly ByteBudget[];
  readonly #deadEnd: RangeServerOptions['deadEnd'];
  readonly #sockets = new Set<Socket>();
  readonly #slots = new Set<number>();
  #behaviour: Behaviour;
  #rules: readonly Rule[];
  #origin = '';

  constructor(options: RangeServerOptions) {
    const {
      rules = [],
      slotRates = [],
      totalRate,
      deadEnd,
      signed,
      auth,
      cookies,
      tls,
      host: _host,
      port: _port,
      ...behaviour
    } = options;
    this.#behaviour = { ...goodBehaviour, ...behaviour };
    this.#rules = rules;
    this.#slotRates = slotRates;
    this.#shared = totalRate === undefined ? [] : [new ByteBudget(totalRate, performance.now())];
    this.#deadEnd = deadEnd;
    this.#links = signed === undefined ? null : new SignedLinks(signed);
    this.auth = auth === undefined ? null : new AuthGate(auth);
    this.cookies = cookies === undefined ? null : new CookieGate(cookies);
    this.#secure = tls === undefined ? null : createSecureContext(tls);
    this.#server = createServer((raw) => void this.#serve(raw));
  }

  /** Port 0 picks a free one. */
  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The range server has no port.');
    const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    this.#origin = `${this.#secure === null ? 'http' : 'https'}://${name}:${String(address.port)}`;
  }

  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  get origin(): string {
    return this.#origin;
  }

  get url(): string {
    return `${this.#origin}/file.bin`;
  }

  get stats(): RangeServerStats {
    return this.#log;
  }

  get requests(): readonly RequestRecord[] {
    return this.#log.requests;
  }

  /** Body bytes given to the system, over all requests. */
  get bytesSent(): number {
    return this.#log.bytesSent;
  }

  /** Replies in progress at one time, at most. */
  get maxConcurrent(): number {
    return this.#log.maxConcurrent;
  }

  /** Changes the behaviour of requests that come from now on; rules stay above it. */
  behave(change: Partial<Behaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...change };
  }

  /** Another `totalRate` from now on, for replies under way too; the server was started with one. */
  setTotalRate(rate: number): void {
    for (const budget of this.#shared) budget.setRate(rate);
  }

  /** From now on it asks for these; null: for nobody. */
  setAuth(auth: AuthOptions | null): void {
    this.auth = auth === null ? null : new AuthGate(auth);
  }

  setRules(rules: readonly Rule[]): void {
    this.#rules = rules;
  }

  /** Ends every signed link that was handed out so far; replies under way go on. */
  expire(): void {
    this.#links?.expire();
  }

  /** Resets every open connection. */
  dropConnections(): void {
    for (const socket of [...this.#sockets]) socket.resetAndDestroy();
  }

  /** Resolves when `test` holds; rejects after `limit` milliseconds. */
  until(test: (stats: RangeServerStats) => boolean, limit = 10_000): Promise<void> {
    return this.#log.until(test, limit);
  }

  /** Resets what is open and stops listening. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.dropConnections();
    });
  }

  async #serve(raw: Socket): Promise<void> {
    const connection = this.#take(raw);
    const reader = new RequestReader(connection.socket);
    for (;;) {
      const request = await reader.next();
      if (request === null) break;
      if (request.path === statsPath) {
        this.#tellStats(connection);
        break;
      }
      if (!(await this.#answer(request, connection))) break;
    }
  }

  #take(raw: Socket): Connection {
    let slot = 0;
    while (this.#slots.has(slot)) slot += 1;
    this.#slots.add(slot);
    this.#sockets.add(raw);
    const number = this.#log.connected();
    const closing = new AbortController();
    raw.setNoDelay(true);
    raw.once('close', () => {
      this.#slots.delete(slot);
      this.#sockets.delete(raw);
      closing.abort();
      this.#log.disconnected();
    });
    const socket =
      this.#secure === null ? raw : new TLSSocket(raw, { isServer: true, secureContext: this.#secure });
    for (const each of new Set([raw, socket])) each.on('error', () => raw.destroy());
    return { socket, raw, closed: closing.signal, number, slot, budgets: this.#budgets(number), requests: 0 };
  }

  #budgets(connection: number): readonly Budget[] {
    if (this.#deadEnd?.connection !== connection) return this.#shared;
    return [new FiniteBudget(this.#deadEnd.bytes), ...this.#shared];
  }

  /** Answers one request; true when the connection goes on. */
  async #answer(request: RequestHead, connection: Connection): Promise<boolean> {
    // Whoever counts requests first hears of those that were given up before this one was sent.
    if (this.#rules.some(({ when }) => when.activeOver !== undefined)) await twoTurns();
    const record = this.#log.begin(request, connection.number, connection.slot);
    const behaviour = this.#choose(request, record.number, connection.slot);
    const plan = planReply(request, behaviour, { origin: this.#origin, connection: connection.number });
    record.setStatus(plan.status);
    connection.requests += 1;
    if (behaviour.closeReused && connection.requests > 1) {
      connection.socket.end();
      record.close('fault');
      return false;
    }
    let dropped = false;
    const drop = (): void => {
      dropped = true;
      connection.raw.destroy();
    };
    const timer = behaviour.dropAfter === null ? undefined : setTimeout(drop, behaviour.dropAfter);
    const sent = await sendReply(connection, plan, behaviour, connection.budgets, record.sent);
    clearTimeout(timer);
    const end: ReplyEnd = dropped ? 'fault' : sent;
    record.close(end);
    return end === 'whole' && !plan.closes;
  }

  #choose(request: RequestHead, number: number, slot: number): Behaviour {
    const slotRate = this.#slotRates[Math.min(slot, this.#slotRates.length - 1)];
    const ground = {
      ...this.#behaviour,
      ...(slotRate === undefined ? {} : { rate: slotRate }),
      ...this.#links?.answer(request, performance.now()),
      ...this.cookies?.answer(request),
      ...this.auth?.answer(request),
    };
    return behaviourFor(ground, this.#rules, {
      path: request.path,
      method: request.method,
      number,
      rangeStart: request.range?.first ?? null,
      active: this.#log.active,
      connections: this.#log.open,
      age: this.#log.age,
      bytesSent: this.#log.bytesSent,
    });
  }

  #tellStats({ socket }: Connection): void {
    const { requests, bytesSent, lastSentAt, active, maxConcurrent, open, maxConnections, connections } =
      this.#log;
    const text = JSON.stringify({
      requests,
      bytesSent,
      lastSentAt,
      active,
      maxConcurrent,
      open,
      maxConnections,
      connections,
    });
    const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${String(Buffer.byteLength(text))}\r\n`;
    socket.end(`${head}Connection: close\r\n\r\n${text}`);
  }
}

/** Resolves when what the system had told until now has been heard. */
async function twoTurns(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
