import type { Credential } from '../../../../shared/model/credential.ts';
import { bypassesProxy, readProxyBypass, type ProxyBypass } from './proxy-bypass.ts';
import { fitsProxy, parseProxyAddress, type ProxyServer } from './proxy-server.ts';

/** Which proxy serves which addresses. */
export interface ProxyRules {
  readonly http: ProxyEntry;
  readonly https: ProxyEntry;
  readonly bypass: ProxyBypass;
}

/** null: no proxy. `unreadable`: one is asked for, but its address makes no sense. */
export type ProxyEntry = ProxyServer | 'unreadable' | null;

/** The way to a host. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly server: ProxyServer }
  /** Never gone around: who asks for a proxy may have to hide behind it. */
  | { readonly kind: 'unreadable' };

export const noProxies: ProxyRules = { http: null, https: null, bypass: [] };

type Environment = Readonly<Record<string, string | undefined>>;

/** The way to the host of an http or https address. */
export function routeTo(url: URL, rules: ProxyRules): Route {
  const entry = url.protocol === 'https:' ? rules.https : rules.http;
  if (entry === null || bypassesProxy(rules.bypass, url)) return { kind: 'direct' };
  return entry === 'unreadable' ? { kind: 'unreadable' } : { kind: 'proxy', server: entry };
}

/**
 * The rules that the environment sets, as curl reads them: `http_proxy` and `https_proxy` by the scheme
 * of the address asked for, `all_proxy` where there is none, `no_proxy` for the exceptions. The name in
 * lower case goes before the one in upper case; an empty value means no proxy. HTTP_PROXY does not
 * count in a CGI program, where whoever sends a request with a header `Proxy` could set it.
 */
export function rulesOfEnvironment(env: Environment): ProxyRules {
  const cgi = env['REQUEST_METHOD'] !== undefined;
  const all = env['all_proxy'] ?? env['ALL_PROXY'];
  return {
    http: entryOf(env['http_proxy'] ?? (cgi ? undefined : env['HTTP_PROXY']) ?? all),
    https: entryOf(env['https_proxy'] ?? env['HTTPS_PROXY'] ?? all),
    bypass: readProxyBypass(env['no_proxy'] ?? env['NO_PROXY'] ?? ''),
  };
}

/**
 * One proxy for everything but the exceptions; an empty address is none. null: what the environment
 * says holds, each of the two for itself.
 */
export function rulesOf(address: string | null, exceptions: string | null, env: Environment): ProxyRules {
  const usual = rulesOfEnvironment(env);
  const bypass = exceptions === null ? usual.bypass : readProxyBypass(exceptions);
  if (address === null) return { ...usual, bypass };
  const entry = entryOf(address);
  return { http: entry, https: entry, bypass };
}

/**
 * One proxy for everything but the exceptions, with a credential that is kept apart from its address. An
 * empty address is not known yet, and is no leave to go without.
 */
export function rulesOfProxy(address: string, credential: Credential | null, exceptions: string): ProxyRules {
  const parsed = parseProxyAddress(address);
  const fits = parsed.ok && (credential === null || fitsProxy(parsed.value.kind, credential));
  const entry: ProxyEntry =
    address.trim() !== '' && parsed.ok && fits
      ? { ...parsed.value, credential: credential ?? parsed.value.credential }
      : 'unreadable';
  return { http: entry, https: entry, bypass: readProxyBypass(exceptions) };
}

function entryOf(text: string | undefined): ProxyEntry {
  if (text === undefined || text.trim() === '') return null;
  const parsed = parseProxyAddress(text);
  return parsed.ok ? parsed.value : 'unreadable';
}
