import type { Credential } from '../../../../shared/model/credential.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';

/**
 * How a proxy is spoken to. `https` is HTTP within TLS up to the proxy. `socks4a` and `socks5h` leave the
 * look-up of names to the proxy; for `socks4` and `socks5` they are looked up here.
 */
export type ProxyKind = 'http' | 'https' | 'socks4' | 'socks4a' | 'socks5' | 'socks5h';

/** A proxy as its address names it. */
export interface ProxyServer {
  readonly kind: ProxyKind;
  /** In lower case; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly credential: Credential | null;
}

/** `scheme`: a kind of proxy that is not known here. `credential`: it cannot be sent to one of this kind. */
export type ProxyAddressFault = 'malformed' | 'scheme' | 'credential';

const usualPorts: Readonly<Record<ProxyKind, number>> = {
  http: 80,
  https: 443,
  socks4: 1080,
  socks4a: 1080,
  socks5: 1080,
  socks5h: 1080,
};

/** `socks://` is what desktops write into `all_proxy` for a proxy that does everything. */
const kinds: ReadonlyMap<string, ProxyKind> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['socks', 'socks5h'],
  ['socks4', 'socks4'],
  ['socks4a', 'socks4a'],
  ['socks5', 'socks5'],
  ['socks5h', 'socks5h'],
]);

/** Most bytes of a user and of a password in SOCKS 5 (RFC 1929 section 2). */
const socksTextMost = 255;

/**
 * Reads `[scheme://][user[:password]@]host[:port][/]`. Without a scheme it is an HTTP proxy; without a
 * port 80, 443 (https) or 1080 (SOCKS). Percent escapes in user and password are undone.
 */
export function parseProxyAddress(text: string): Result<ProxyServer, ProxyAddressFault> {
  const address = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address);
  const kind = kinds.get((scheme?.[1] ?? 'http').toLowerCase());
  if (kind === undefined) return fail('scheme');
  // The rest is read as that of an http address, whatever the scheme: one way to write hosts for all.
  const rest = address.slice(scheme?.[0].length ?? 0);
  const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : null;
  if (url === null || url.hostname === '' || url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return fail('malformed');
  }
  const port = portOf(rest) ?? usualPorts[kind];
  if (port === 0) return fail('malformed');
  const credential = credentialOf(url, kind);
  if (!credential.ok) return credential;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return ok({ kind, host, port, credential: credential.value });
}

/** Whether the proxy is spoken to in HTTP. */
export function speaksHttp(server: ProxyServer): boolean {
  return server.kind === 'http' || server.kind === 'https';
}

/** The address without user and password, as it may be shown and stored. */
export function proxyAddressText({ kind, host, port }: ProxyServer): string {
  return `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether user and password can be sent to a proxy of this kind without breaking what carries them. */
export function fitsProxy(kind: ProxyKind, { user, password }: Credential): boolean {
  // A control character could end a field or a string before its time.
  if ([...user, ...password].some((sign) => sign < ' ' || sign === '\x7f')) return false;
  const bytes = [user, password].map((part) => new TextEncoder().encode(part).length);
  if (kind === 'http' || kind === 'https') return !user.includes(':');
  if (kind === 'socks4' || kind === 'socks4a') return password === '';
  return user !== '' && bytes.every((count) => count <= socksTextMost);
}

/** The port as written: the URL standard drops one that is usual for http. */
function portOf(rest: string): number | null {
  const digits = /^(?:[^/?#]*@)?(?:\[[^\]]*\]|[^:/?#@]*):(\d{1,5})(?:[/?#]|$)/.exec(rest)?.[1];
  return digits === undefined ? null : Number(digits);
}

function credentialOf(url: URL, kind: ProxyKind): Result<Credential | null, ProxyAddressFault> {
  if (url.username === '' && url.password === '') return ok(null);
  try {
    const user = decodeURIComponent(url.username);
    const credential = { user, password: decodeURIComponent(url.password) };
    return fitsProxy(kind, credential) ? ok(credential) : fail('credential');
  } catch {
    return fail('credential');
  }
}
