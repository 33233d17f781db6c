/** Whom TLS is spoken with: the host that a URL names, never a proxy or an address looked up. */
export interface TlsPeer {
  /** In lower case; an IPv6 address without brackets, a name without a dot at its end. */
  readonly host: string;
  readonly port: number;
}

/** The host and port that an http or https URL leads to. */
export function peerOf(url: URL): TlsPeer {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return { host, port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port) };
}
