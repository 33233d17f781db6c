import { readIpv4, readIpv6 } from '../privacy/address-privacy.ts';

/** Hosts that are reached without a proxy. */
export type ProxyBypass = readonly BypassEntry[];

type BypassEntry =
  | { readonly kind: 'all' }
  /** The name itself and every name below it. `port` null: any. */
  | { readonly kind: 'name'; readonly name: string; readonly port: number | null }
  /** Addresses whose first `bits` bits are those of `first`. */
  | {
      readonly kind: 'network';
      readonly first: readonly number[];
      readonly bits: number;
      readonly port: number | null;
    };

/**
 * Reads a list as `no_proxy` holds it, with commas or spaces between its entries: `*`, a name (it stands
 * for the names below it too, with or without a dot before it), an address, or a network such as
 * 10.0.0.0/8 or fd00::/8; a name or an address may have a port. What is none of these matches nothing.
 */
export function readProxyBypass(text: string): ProxyBypass {
  return text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .flatMap((entry) => readEntry(entry.toLowerCase()) ?? []);
}

/** Whether a URL's host is in the list. Names are compared as they are written: nothing is looked up. */
export function bypassesProxy(bypass: ProxyBypass, url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const address = bytesOf(host);
  return bypass.some((entry) => {
    if (entry.kind === 'all') return true;
    if (entry.port !== null && entry.port !== port) return false;
    if (entry.kind === 'network') return address !== null && liesIn(address, entry.first, entry.bits);
    return host === entry.name || host.endsWith(`.${entry.name}`);
  });
}

function readEntry(entry: string): BypassEntry | null {
  if (entry === '*') return { kind: 'all' };
  const network = /^\[?([0-9a-f.:]+)\]?\/(\d{1,3})$/.exec(entry);
  if (network !== null) return networkOf(network[1] ?? '', Number(network[2]), null);
  const [, text = '', digits] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(entry) ?? [null, entry];
  const port = digits === undefined ? null : Number(digits);
  const address = networkOf(text.replace(/^\[|\]$/g, ''), null, port);
  if (address !== null) return address;
  const name = hostText(text.replace(/^\*?\./, '').replace(/\.$/, ''));
  return name === null ? null : { kind: 'name', name, port };
}

/** The name as a URL would have it, so that an international one is compared in its ASCII form. */
function hostText(name: string): string | null {
  if (name === '' || /[/?#@:\\]/.test(name) || !URL.canParse(`http://${name}`)) return null;
  return new URL(`http://${name}`).hostname;
}

function networkOf(text: string, bits: number | null, port: number | null): BypassEntry | null {
  const first = bytesOf(text);
  if (first === null || (bits !== null && bits > first.length * 8)) return null;
  return { kind: 'network', first, bits: bits ?? first.length * 8, port };
}

/** 4 or 16 bytes; an IPv6 address that stands for one of IPv4 (`::ffff:…`) is that one. */
function bytesOf(text: string): readonly number[] | null {
  const ipv4 = readIpv4(text);
  if (ipv4 !== null) return [ipv4 >>> 24, (ipv4 >>> 16) & 0xff, (ipv4 >>> 8) & 0xff, ipv4 & 0xff];
  const bytes = readIpv6(text)?.flatMap((group) => [group >>> 8, group & 0xff]) ?? null;
  const mapped = bytes !== null && bytes.slice(0, 10).every((byte) => byte === 0);
  return mapped && bytes[10] === 0xff && bytes[11] === 0xff ? bytes.slice(12) : bytes;
}

function liesIn(address: readonly number[], first: readonly number[], bits: number): boolean {
  if (address.length !== first.length) return false;
  return address.every((byte, index) => {
    const compared = Math.min(8, Math.max(0, bits - index * 8));
    const mask = (0xff << (8 - compared)) & 0xff;
    return (byte & mask) === ((first[index] ?? 0) & mask);
  });
}
