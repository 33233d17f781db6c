import type { Failure } from '../../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../../shared/model/result.ts';
import { proxyFailure } from '../../../policy/proxy/proxy-fault.ts';
import { routeTo, type ProxyRules } from '../../../policy/proxy/proxy-rules.ts';
import { proxyAddressText, speaksHttp, type ProxyServer } from '../../../policy/proxy/proxy-server.ts';
import type { OpenConnection } from '../open-connection.ts';
import { proxyOpener, type ProxyParts } from './proxied-connection.ts';
import { ProxyLogin } from './proxy-login.ts';

/** How requests get to a host. */
export interface Way {
  /** A connection that was opened on one way is never used on another. */
  readonly key: string;
  readonly open: OpenConnection;
  /** The proxy that takes the request itself, in absolute form; null where the server does. */
  readonly relay: ProxyLogin | null;
}

interface Proxy {
  readonly key: string;
  readonly open: OpenConnection;
  readonly login: ProxyLogin;
}

/** Finds the way by the rules as they are now; what a proxy has asked for is remembered with it. */
export class Ways {
  readonly #parts: ProxyParts;
  readonly #rules: () => ProxyRules;
  readonly #proxies = new Map<string, Proxy>();
  #count = 0;

  constructor(parts: ProxyParts, rules: () => ProxyRules) {
    this.#parts = parts;
    this.#rules = rules;
  }

  to(url: URL): Result<Way, Failure> {
    const route = routeTo(url, this.#rules());
    if (route.kind === 'unreadable') return fail(proxyFailure('address'));
    if (route.kind === 'direct') return ok({ key: 'direct', open: this.#parts.direct, relay: null });
    const { key, open, login } = this.#proxy(route.server);
    const relayed = speaksHttp(route.server) && url.protocol === 'http:';
    return ok({ key, open, relay: relayed ? login : null });
  }

  /** One for each address and credential: another user's connection is another connection. */
  #proxy(server: ProxyServer): Proxy {
    const name = JSON.stringify([proxyAddressText(server), server.credential]);
    const known = this.#proxies.get(name);
    if (known !== undefined) return known;
    const login = new ProxyLogin(server.credential);
    const proxy = { key: `proxy ${++this.#count}`, open: proxyOpener(this.#parts, server, login), login };
    this.#proxies.set(name, proxy);
    return proxy;
  }
}
