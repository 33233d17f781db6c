import type { AddressSpace } from '../../../../shared/model/address-space.ts';

/** Networks of IPv4 as [first address, length of the prefix in bits, space]; everything else is public. */
const nearIpv4: readonly (readonly [first: string, bits: number, space: AddressSpace])[] = [
  // RFC 1122 section 3.2.1.3: this host. Systems connect it to themselves.
  ['0.0.0.0', 8, 'loopback'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'],
  ['10.0.0.0', 8, 'private'],
  ['172.16.0.0', 12, 'private'],
  ['192.168.0.0', 16, 'private'],
  // RFC 6598: between a provider and its customers.
  ['100.64.0.0', 10, 'private'],
  // Not reached from everywhere, by the IANA special-purpose registry.
  ['192.0.0.0', 24, 'private'],
  ['192.0.2.0', 24, 'private'],
  ['198.18.0.0', 15, 'private'],
  ['198.51.100.0', 24, 'private'],
  ['203.0.113.0', 24, 'private'],
  ['224.0.0.0', 3, 'private'],
];

/**
 * Space of an IP address in any notation that a system gives (with a zone, with an IPv4 tail); null
 * where the text is no address. IPv6 addresses that carry one of IPv4 (mapped, compatible, NAT64,
 * 6to4) count as what they carry. Only 2000::/3 is public in IPv6.
 */
export function addressSpaceOf(address: string): AddressSpace | null {
  const ipv4 = readIpv4(address);
  if (ipv4 !== null) return spaceOfIpv4(ipv4);
  const groups = readIpv6(address.replace(/%.*$/s, ''));
  return groups === null ? null : spaceOfIpv6(groups);
}

/**
 * Space of a URL's host as far as it can be told without looking a name up: addresses (the URL standard
 * has made `127.1`, `0x7f.1` and `2130706433` plain) and the names that RFC 6761 gives to this machine.
 */
export function spaceOfHost(hostname: string): AddressSpace | null {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (/^(?:.*\.)?localhost$/i.test(host)) return 'loopback';
  return addressSpaceOf(host);
}

/**
 * Where the user's own address may lead, once it was asked: no nearer than where it was itself. `space`
 * is what was connected to, null where a proxy stood in between; then its name is all there is.
 */
export function reachOfTyped(url: URL, space: AddressSpace | null): AddressSpace {
  if (space !== null) return space;
  const ofOwnNetwork = /^[^.]+$|\.(?:local|lan|internal|home\.arpa)$/i.test(url.hostname.replace(/\.$/, ''));
  return spaceOfHost(url.hostname) ?? (ofOwnNetwork ? 'private' : 'public');
}

/** The 32 bits of an IPv4 address in four plain decimal numbers, or null: a zero in front means octal to some. */
export function readIpv4(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return null;
  return parts.reduce((value, part) => value * 256 + Number(part), 0);
}

function spaceOfIpv4(address: number): AddressSpace {
  for (const [first, bits, space] of nearIpv4) {
    const size = 2 ** (32 - bits);
    if (Math.floor(address / size) === Math.floor((readIpv4(first) ?? 0) / size)) return space;
  }
  return 'public';
}

/** The eight groups of an IPv6 address (RFC 4291 section 2.2), or null; no zone, no brackets. */
export function readIpv6(text: string): readonly number[] | null {
  const tail = /[\d.]+$/.exec(text)?.[0] ?? '';
  const ipv4 = tail.includes('.') ? readIpv4(tail) : null;
  if (tail.includes('.') && ipv4 === null) return null;
  const plain =
    ipv4 === null
      ? text
      : `${text.slice(0, -tail.length)}${(ipv4 >>> 16).toString(16)}:${(ipv4 & 0xffff).toString(16)}`;
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.map((group) => parseInt(group, 16));
}

function spaceOfIpv6(groups: readonly number[]): AddressSpace {
  const [first = 0, second = 0, third = 0] = groups;
  const leadingZeros = groups.findIndex((group) => group !== 0);
  const last = (groups[6] ?? 0) * 65_536 + (groups[7] ?? 0);
  // Unspecified and loopback first: `::1` would else be the compatible form of 0.0.0.1.
  if (leadingZeros === -1 || (leadingZeros === 7 && last === 1)) return 'loopback';
  const mapped = leadingZeros === 5 && groups[5] === 0xffff;
  // RFC 2765 section 2.1: the translated form, with ffff a group further to the front.
  const translated = leadingZeros === 4 && groups[4] === 0xffff && groups[5] === 0;
  const nat64 = first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((group) => group === 0);
  if (mapped || translated || nat64 || leadingZeros >= 6) return spaceOfIpv4(last);
  if (first === 0x2002) return spaceOfIpv4(second * 65_536 + third);
  if ((first & 0xffc0) === 0xfe80) return 'link-local';
  // Teredo hides its IPv4 address; 2001:db8::/32 and 3fff::/20 are for documents.
  const reserved = first === 0x2001 && (second === 0 || second === 0xdb8);
  if (reserved || (first === 0x3fff && second < 0x1000)) return 'private';
  return (first & 0xe000) === 0x2000 ? 'public' : 'private';
}
