import type { LookupFunction } from 'node:net';
import type { AddressSpace } from '../../../../shared/model/address-space.ts';
import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import type { HttpReply, HttpRequest, Transport } from '../../ports/transport.ts';
import { ConnectionPool } from './connection-pool.ts';
import type { Connection } from './connection.ts';
import { isWithin, nearAddress, type SpaceOf } from './address-guard.ts';
import { addressSpaceOf, spaceOfHost } from '../../policy/privacy/address-privacy.ts';
import { noProxies, type ProxyRules } from '../../policy/proxy/proxy-rules.ts';
import { CodedReply } from './coded-reply.ts';
import { Exchange } from './exchange.ts';
import { userStopped } from './network-failure.ts';
import { directOpener } from './open-connection.ts';
import { relayedReply } from './proxy/relayed-reply.ts';
import { Ways, type Way } from './proxy/ways.ts';
import { ReadBuffers } from './read-buffers.ts';
import { requestHead, type RelayFields } from './request-head.ts';
import { peerOf } from './tls/tls-peer.ts';
import { TlsTrust, type TlsTrustOptions } from './tls/tls-trust.ts';
import { systemTimer, type Timer } from './watchdog.ts';

export interface HttpTransportOptions extends TlsTrustOptions {
  readonly clock?: Timer;
  /** Name look-up instead of the system's. */
  readonly lookup?: LookupFunction;
  /** Space of an address, instead of what `addressSpaceOf` says. */
  readonly spaceOf?: SpaceOf;
  /** Asked for each request; absent: no proxies. */
  readonly proxies?: () => ProxyRules;
}

/** HTTP/1.1 over TCP and TLS, with idle connections kept for the next request to their origin. */
export function createHttpTransport(options: HttpTransportOptions = {}): Transport {
  const timer = options.clock ?? systemTimer;
  const trust = new TlsTrust(options);
  const parts = { ...options, trust, timer, buffers: new ReadBuffers() };
  const ways = new Ways({ ...parts, direct: directOpener(parts) }, options.proxies ?? (() => noProxies));
  return new HttpTransport(timer, ways, trust, options.spaceOf ?? addressSpaceOf);
}

class HttpTransport implements Transport {
  readonly #timer: Timer;
  readonly #ways: Ways;
  readonly #trust: TlsTrust;
  readonly #pool: ConnectionPool;
  readonly #spaceOf: SpaceOf;

  constructor(timer: Timer, ways: Ways, trust: TlsTrust, spaceOf: SpaceOf) {
    this.#timer = timer;
    this.#ways = ways;
    this.#trust = trust;
    this.#pool = new ConnectionPool(timer);
    this.#spaceOf = spaceOf;
  }

  async open(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpReply, Failure>> {
    const { url } = request;
    if (signal.aborted) return fail(userStopped);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      return fail({ code: 'user-bad-input', facts: { fault: 'protocol' } });
    }

    const reach = request.reach ?? null;
    const told = spaceOfHost(url.hostname);
    if (told !== null && !isWithin(reach, this.#spaceOf(url.hostname.replace(/^\[|\]$/g, '')) ?? told)) {
      return fail(nearAddress(told));
    }

    const way = this.#ways.to(url);
    if (!way.ok) return way;
    const { relay } = way.value;
    const reply =
      relay === null
        ? await this.#send(request, null, way.value, signal)
        : await relayedReply(relay, url, (fields) => this.#send(request, fields, way.value, signal));
    return decodable(reply);
  }

  dropIdle(): void {
    this.#pool.drop();
  }

  close(): void {
    this.#pool.close();
  }

  /** One request and its reply's head, on an idle connection of its way or on a new one. */
  async #send(
    request: HttpRequest,
    relay: RelayFields | null,
    way: Way,
    signal: AbortSignal,
  ): Promise<Result<HttpReply, Failure>> {
    const { url, reach = null } = request;
    const head = requestHead(request, relay);
    if (!head.ok) return head;
    const key = `${way.key} ${url.origin}`;
    const idle = await this.#idleConnection(key, reach);
    if (idle !== null) {
      const exchange = this.#exchange(idle, request, key, signal);
      const reply = answerOf(await exchange.start(head.value), idle, url);
      if (this.#needsWatch(reply, idle, url)) return this.#send(request, relay, way, signal);
      // The server may close just as the request is sent (RFC 9112 section 9.3.1): that counts as nothing.
      if (reply.ok || !exchange.silent || reply.failure.code !== 'network-reset') return reply;
    }
    const opened = await way.open(url, request.connectTimeout, signal, reach);
    if (!opened.ok) return opened;
    const { space } = opened.value;
    if (space !== null && !isWithin(reach, space)) {
      opened.value.destroy();
      return fail(nearAddress(space));
    }
    const reply = await this.#exchange(opened.value, request, key, signal).start(head.value);
    if (this.#needsWatch(reply, opened.value, url)) return this.#send(request, relay, way, signal);
    return answerOf(reply, opened.value, url);
  }

  /**
   * A body over TLS that only the close ends needs a connection that tells the server's end from a cut: it is
   * asked for once more, and from then on such connections are made at once.
   */
  #needsWatch(reply: Result<HttpReply, Failure>, connection: Connection, url: URL): boolean {
    const peer = peerOf(url);
    if (!reply.ok || reply.value.head.framing.kind !== 'until-close' || url.protocol !== 'https:')
      return false;
    if (connection.carrier !== null || this.#trust.watchesEnds(peer)) return false;
    reply.value.cancel();
    this.#trust.watchEnds(peer);
    return true;
  }

  #exchange(connection: Connection, request: HttpRequest, key: string, signal: AbortSignal): Exchange {
    return new Exchange(connection, request, {
      timer: this.#timer,
      signal,
      release: () => this.#pool.put(key, connection),
    });
  }

  /** An idle connection that is still open after one turn of the loop, in which a close would be seen. */
  async #idleConnection(key: string, reach: AddressSpace | null): Promise<Connection | null> {
    for (;;) {
      const connection = this.#pool.take(key);
      if (connection === null) return null;
      // It was opened for one who may lead nearer.
      if (connection.space !== null && !isWithin(reach, connection.space)) {
        connection.destroy();
        continue;
      }
      // Its certificate held by an exception, which may have been taken back.
      if (!this.#trust.bears(connection.exception)) {
        connection.destroy();
        continue;
      }
      await new Promise((resolve) => setImmediate(resolve));
      if (connection.open) return connection;
    }
  }
}

/** A server that wants a certificate of the client may say so by nothing but a status of 400, as nginx does. */
function answerOf(
  reply: Result<HttpReply, Failure>,
  connection: Connection,
  url: URL,
): Result<HttpReply, Failure> {
  if (!reply.ok || reply.value.head.status !== 400 || !connection.wantsCertificate) return reply;
  reply.value.cancel();
  return fail({ code: 'network-tls', facts: { fault: 'client-certificate', host: url.hostname } });
}

/** A reply that came in a coding, though none was asked for, can be read without it. */
function decodable(reply: Result<HttpReply, Failure>): Result<HttpReply, Failure> {
  if (!reply.ok || !reply.value.head.headers.some(([name]) => name === 'content-encoding')) return reply;
  return ok(new CodedReply(reply.value));
}
