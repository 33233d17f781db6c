import { parseProxyAddress } from '../engine/policy/proxy/proxy-server.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';

/** Which way `tributary get` goes to servers; null: as the environment says. */
export interface ProxyOptions {
  /** An address that can be read; empty: no proxy. */
  readonly proxy: string | null;
  /** Hosts that are reached without one, as `no_proxy` lists them. */
  readonly noProxy: string | null;
}

/** The address may hold a password, so no sentence repeats it. */
export function readProxyOptions(
  proxy: string | undefined,
  noProxy: string | undefined,
): Result<ProxyOptions, string> {
  if (proxy !== undefined && proxy.trim() !== '') {
    const parsed = parseProxyAddress(proxy);
    if (!parsed.ok) {
      return fail(
        {
          malformed: '--proxy is written [scheme://][user:password@]host[:port].',
          scheme: '--proxy is an http, https, socks5, socks5h, socks4 or socks4a address.',
          credential:
            'The user and password of --proxy cannot be sent to a proxy of this kind; a sign such as @ or : in them is written with %, as in %40.',
        }[parsed.failure],
      );
    }
  }
  return ok({ proxy: proxy ?? null, noProxy: noProxy ?? null });
}
