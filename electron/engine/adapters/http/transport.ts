import type { LookupFunction } from 'node:net';
import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import type { HttpReply, HttpRequest, Transport } from '../../ports/transport.ts';
import { ConnectionPool } from './connection-pool.ts';
import type { Connection } from './connection.ts';
import { CodedReply } from './coded-reply.ts';
import { Exchange } from './exchange.ts';
import { userStopped } from './network-failure.ts';
import { directOpener, type OpenConnection } from './open-connection.ts';
import { ReadBuffers } from './read-buffers.ts';
import { requestHead } from './request-head.ts';
import { systemTimer, type Timer } from './watchdog.ts';

export interface HttpTransportOptions {
  readonly clock?: Timer;
  /** Name look-up instead of the system's. */
  readonly lookup?: LookupFunction;
  /** Certificates in PEM form that are trusted besides the built-in ones. */
  readonly authorities?: readonly string[];
}

/** HTTP/1.1 over TCP and TLS, with idle connections kept for the next request to their origin. */
export function createHttpTransport(options: HttpTransportOptions = {}): Transport {
  const timer = options.clock ?? systemTimer;
  const openConnection = directOpener({ ...options, timer, buffers: new ReadBuffers() });
  return new HttpTransport(timer, openConnection);
}

class HttpTransport implements Transport {
  readonly #timer: Timer;
  readonly #openConnection: OpenConnection;
  readonly #pool: ConnectionPool;

  constructor(timer: Timer, openConnection: OpenConnection) {
    this.#timer = timer;
    this.#openConnection = openConnection;
    this.#pool = new ConnectionPool(timer);
  }

  async open(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpReply, Failure>> {
    const { url } = request;
    if (signal.aborted) return fail(userStopped);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      return fail({ code: 'user-bad-input', facts: { fault: 'protocol' } });
    }
    const head = requestHead(request);
    if (!head.ok) return head;

    const idle = await this.#idleConnection(url.origin);
    if (idle !== null) {
      const exchange = this.#exchange(idle, request, signal);
      const reply = await exchange.start(head.value);
      // The server may close just as the request is sent (RFC 9112 section 9.3.1): that counts as nothing.
      if (reply.ok || !exchange.silent || reply.failure.code !== 'network-reset') return decodable(reply);
    }
    const opened = await this.#openConnection(url, request.connectTimeout, signal);
    if (!opened.ok) return opened;
    return decodable(await this.#exchange(opened.value, request, signal).start(head.value));
  }

  close(): void {
    this.#pool.close();
  }

  #exchange(connection: Connection, request: HttpRequest, signal: AbortSignal): Exchange {
    return new Exchange(connection, request, {
      timer: this.#timer,
      signal,
      release: () => this.#pool.put(request.url.origin, connection),
    });
  }

  /** An idle connection that is still open after one turn of the loop, in which a close would be seen. */
  async #idleConnection(origin: string): Promise<Connection | null> {
    for (;;) {
      const connection = this.#pool.take(origin);
      if (connection === null) return null;
      await new Promise((resolve) => setImmediate(resolve));
      if (connection.open) return connection;
    }
  }
}

/** A reply that came in a coding, though none was asked for, can be read without it. */
function decodable(reply: Result<HttpReply, Failure>): Result<HttpReply, Failure> {
  if (!reply.ok || !reply.value.head.headers.some(([name]) => name === 'content-encoding')) return reply;
  return ok(new CodedReply(reply.value));
}
