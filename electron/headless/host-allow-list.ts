import { BlockList, isIP, isIPv4 } from 'node:net';

const loopbackAddresses = new BlockList();
loopbackAddresses.addSubnet('127.0.0.0', 8, 'ipv4');
loopbackAddresses.addAddress('::1', 'ipv6');

/** An address (or the name localhost) that is reached from this machine only. */
export function isLoopback(address: string): boolean {
  if (address.toLowerCase() === 'localhost') return true;
  return isIP(address) !== 0 && loopbackAddresses.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

/** A host as a URL writes it (lower case, brackets around IPv6), or null where the text is none. */
export function hostFromText(text: string): { readonly name: string; readonly port: number | null } | null {
  const bracketed = isIP(text) === 6 ? `[${text}]` : text;
  // Only what can stand between "//" and "/": no user, path, query or white space.
  if (
    !/^(\[[0-9a-f:.]+\]|[^\s/?#@*\\:[\]]+)(:\d{1,5})?$/i.test(bracketed) ||
    !URL.canParse(`http://${bracketed}/`)
  )
    return null;
  const url = new URL(`http://${bracketed}/`);
  // URL drops port 80 of http; here it still counts as written.
  const written = /:(\d+)$/.exec(bracketed.replace(/^\[.*\]/, ''));
  return { name: url.hostname, port: written === null ? null : Number(written[1]) };
}

/**
 * Decides which Host headers are answered. A page of another site whose name was made to point at
 * this machine (DNS rebinding) comes with its own name and is turned away.
 */
export class HostAllowList {
  readonly #port: number;
  readonly #names = new Map<string, number | null>();

  /** `names` are allowed with any port, or with the one that they are written with. */
  constructor(port: number, names: readonly string[]) {
    this.#port = port;
    for (const text of names) {
      const host = hostFromText(text);
      if (host !== null) this.#names.set(host.name, host.port);
    }
  }

  /** Loopback names need the server's own port: a proxy in between has a name of its own. */
  allows(header: string | undefined): boolean {
    const host = header === undefined ? null : hostFromText(header);
    if (host === null) return false;
    if (isLoopback(host.name.replace(/^\[(.*)\]$/, '$1'))) return (host.port ?? 80) === this.#port;
    const port = this.#names.get(host.name);
    return port === null || (port !== undefined && port === (host.port ?? 80));
  }
}

/** True where a browser's Origin header names the very host that the request was sent to. */
export function isSameOrigin(origin: string | undefined, host: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (page.protocol !== 'http:' && page.protocol !== 'https:') return false;
  // A TLS proxy in front gives an https page; the host with that scheme's default port must be the same.
  return page.origin === origin.toLowerCase() && URL.canParse(`${page.protocol}//${host}/`)
    ? new URL(`${page.protocol}//${host}/`).host === page.host
    : false;
}
