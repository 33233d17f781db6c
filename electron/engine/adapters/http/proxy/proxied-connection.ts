import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { AddressSpace } from '../../../../../shared/model/address-space.ts';
import type { Failure } from '../../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../../shared/model/result.ts';
import { addressSpaceOf } from '../../../policy/privacy/address-privacy.ts';
import { proxyWayFailure, tunnelRefusal } from '../../../policy/proxy/proxy-fault.ts';
import { proxyAddressText, speaksHttp, type ProxyServer } from '../../../policy/proxy/proxy-server.ts';
import { guardedLookup } from '../address-guard.ts';
import type { Connection } from '../connection.ts';
import { networkFailure } from '../network-failure.ts';
import { startFailure, type DirectOptions, type OpenConnection } from '../open-connection.ts';
import { secureStart, type StartSetting } from '../tls/secure-start.ts';
import type { TlsTrust } from '../tls/tls-trust.ts';
import { askForTunnel, isTunnel } from './http-tunnel.ts';
import { withProxyLogin, type ProxyLogin } from './proxy-login.ts';
import { socksHandshake } from './socks-handshake.ts';

export interface ProxyParts extends Pick<DirectOptions, 'timer' | 'buffers' | 'lookup' | 'spaceOf'> {
  /** Opens the connection to the proxy itself. */
  readonly direct: OpenConnection;
  readonly trust: TlsTrust;
}

/** Addresses of one name that a SOCKS proxy is asked for one after the other. */
const addressesMost = 4;

/**
 * Opens connections through a proxy: for https a tunnel with TLS up to the server inside it, for http a
 * SOCKS connection to the server, or, where the proxy speaks HTTP, one to the proxy itself, which takes
 * requests in absolute form (RFC 9112 section 3.2.2).
 */
export function proxyOpener(parts: ProxyParts, server: ProxyServer, login: ProxyLogin): OpenConnection {
  const proxy = new URL(proxyAddressText(server).replace(/^socks\w*:/, 'http:'));

  return async (url, timeout, signal, reach = null) => {
    const until = parts.timer.now() + timeout;
    const left = (): StartSetting => ({
      buffers: parts.buffers,
      timer: parts.timer,
      timeout: until - parts.timer.now(),
      signal,
    });
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    const secure = url.protocol === 'https:';
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);

    const toProxy = async (): Promise<Result<Connection, Failure>> => {
      const opened = await parts.direct(proxy, left().timeout, signal);
      if (!opened.ok) return fail(proxyWayFailure(opened.failure));
      // Its address is the proxy's and tells nothing of the server.
      opened.value.space = null;
      return opened;
    };
    const through = speaksHttp(server)
      ? secure
        ? await openTunnel(toProxy, login, `${url.hostname}:${port}`, left)
        : await toProxy()
      : await openSocks(parts, toProxy, server, { host, port, reach }, left);
    if (!through.ok || !secure) return through;

    const over = through.value.socket;
    const started = await secureStart({ over }, { host, port }, parts.trust, left());
    return started.ok ? started : fail(startFailure(started.failure, host, timeout));
  };
}

type ToProxy = () => Promise<Result<Connection, Failure>>;

/** A 407 is answered on a new connection: proxies close the one they sent it on. */
async function openTunnel(
  toProxy: ToProxy,
  login: ProxyLogin,
  authority: string,
  left: () => StartSetting,
): Promise<Result<Connection, Failure>> {
  const request = { method: 'CONNECT', target: authority };
  const asked = await withProxyLogin(login, request, async (authorization) => {
    const opened = await toProxy();
    if (!opened.ok) return opened;
    const head = await askForTunnel(opened.value, authority, authorization, left());
    if (!head.ok) return head;
    return ok({ status: head.value.status, headers: head.value.headers, connection: opened.value });
  });
  if (!asked.ok) return asked;
  return isTunnel(asked.value) ? ok(asked.value.connection) : fail(tunnelRefusal(asked.value.status));
}

async function openSocks(
  parts: ProxyParts,
  toProxy: ToProxy,
  server: ProxyServer,
  to: { readonly host: string; readonly port: number; readonly reach: AddressSpace | null },
  left: () => StartSetting,
): Promise<Result<Connection, Failure>> {
  const hosts = await socksHosts(parts, server, to.host, to.reach);
  if (!hosts.ok) return hosts;
  let outcome: Result<Connection, Failure> = fail({ code: 'network-name-unknown' });
  for (const host of hosts.value.slice(0, addressesMost)) {
    const opened = await toProxy();
    if (!opened.ok) return opened;
    const asked = await socksHandshake(opened.value, server, { host, port: to.port }, left());
    outcome = asked.ok ? opened : asked;
    if (asked.ok || asked.failure.facts?.['fault'] !== 'server') return outcome;
  }
  return outcome;
}

/** What the proxy is asked for: the name itself, or the addresses that it has here. */
async function socksHosts(
  { lookup = systemLookup, spaceOf = addressSpaceOf }: ProxyParts,
  { kind }: ProxyServer,
  host: string,
  reach: AddressSpace | null,
): Promise<Result<readonly string[], Failure>> {
  if (kind === 'socks4a' || kind === 'socks5h' || isIP(host) !== 0) return ok([host]);
  const guarded = reach === null ? lookup : guardedLookup(reach, spaceOf, lookup);
  const family = kind === 'socks4' ? 4 : 0;
  return new Promise((resolve) => {
    guarded(host, { all: true, family }, (error, found: string | LookupAddress[]) => {
      if (error !== null) return resolve(fail(networkFailure(error, 'connect', host)));
      resolve(ok(typeof found === 'string' ? [found] : found.map(({ address }) => address)));
    });
  });
}
