import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import { readIpv4 } from '../privacy/address-privacy.ts';
import { isPrivateWay } from '../http-auth/private-way.ts';

/** Which servers a profile is for. */
export interface ServerPattern {
  /** In ASCII and small letters, without a dot at its end; an IPv6 address in brackets. */
  readonly host: string;
  /** All that is below the host is meant, too. */
  readonly below: boolean;
  /** Null: any. */
  readonly port: number | null;
  /** Secrets may be sent where others on the way can read them. */
  readonly plain: boolean;
}

/** `no-host`: that is no host; `too-wide`: it is every server, or every one of a top-level domain. */
export type PatternFault = 'no-host' | 'too-wide';

/**
 * Reads `example.org`, `*.example.org` (it and all below it), either with a port, or an address whose
 * host is meant. `http://` before it says that secrets may go without encryption.
 */
export function readServerPattern(text: string): Result<ServerPattern, PatternFault> {
  const [, scheme = '', authority = ''] = /^\s*(?:(https?):\/\/)?([^/?#\s]*)\S*\s*$/i.exec(text) ?? [];
  const below = authority.startsWith('*.');
  const [, name = '', digits] =
    /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(below ? authority.slice(2) : authority) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (authority === '*' || (below && name === '*')) return fail('too-wide');
  const host = hostName(name);
  if (host === null || (port !== null && (port < 1 || port > 65_535))) return fail('no-host');
  if (below && (host.startsWith('[') || readIpv4(host) !== null)) return fail('no-host');
  if (below && !host.includes('.')) return fail('too-wide');
  return ok({ host, below, port, plain: scheme.toLowerCase() === 'http' });
}

/** As a person reads it, and the same for all that mean the same. */
export function serverPatternText({ below, host, plain, port }: ServerPattern): string {
  return `${plain ? 'http://' : ''}${below ? '*.' : ''}${host}${port === null ? '' : `:${port}`}`;
}

export function isServer(pattern: ServerPattern, url: URL): boolean {
  if (pattern.port !== null && pattern.port !== portOf(url)) return false;
  const host = url.hostname.replace(/\.$/, '');
  return host === pattern.host || (pattern.below && host.endsWith(`.${pattern.host}`));
}

/** Of those that an address belongs to, the one that says most of it: a host, then a longer domain, then a port. */
export function serverOf<S extends { readonly pattern: ServerPattern }>(
  servers: readonly S[],
  url: URL,
): S | null {
  let best: S | null = null;
  for (const server of servers) {
    if (!isServer(server.pattern, url)) continue;
    if (best === null || weightOf(server.pattern) > weightOf(best.pattern)) best = server;
  }
  return best;
}

/** Whether what is secret of a profile may go with a request for this address of its own. */
export function maySendSecrets({ plain }: ServerPattern, url: URL): boolean {
  return plain || isPrivateWay(url);
}

/** A host's name has 253 characters at most. */
function weightOf({ below, host, port }: ServerPattern): number {
  return (below ? host.length : 1_000) + (port === null ? 0 : 0.5);
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

function hostName(name: string): string | null {
  const bare = name.replace(/\.$/, '');
  if (bare === '' || /[@\\%]/.test(bare) || !URL.canParse(`http://${bare}`)) return null;
  const { hostname } = new URL(`http://${bare}`);
  return /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/.test(hostname) ? hostname : null;
}
