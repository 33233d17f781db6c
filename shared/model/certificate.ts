import type { Facts } from './reasons.ts';

/** What can be wrong with a server's certificate: the `fault` fact of `network-certificate`. */
const certificateFaults = [
  'expired',
  'not-yet-valid',
  /** Signed by itself and by nobody else. */
  'self-signed',
  'wrong-host',
  /** Its chain leads to an authority that is not trusted here. */
  'untrusted',
  /** It came alone, and its issuer is not known here: the server sends too little, or the issuer is a stranger. */
  'incomplete',
  'revoked',
  /** Revocation lists were given, and none that is up to date covers it. */
  'revocation-unknown',
  /** Its key is too small or its signature of a kind that can be forged. */
  'weak',
  'other',
] as const;

export type CertificateFault = (typeof certificateFaults)[number];

/** A certificate that the user trusts at one host and port, although it does not hold by itself. */
export interface TrustedCertificate {
  /** In lower case; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** SHA-256, as `AA:BB:…`. */
  readonly fingerprint: string;
}

/** One that is kept, with what a list of them shows. Times are epoch ms. */
export interface KeptCertificate extends TrustedCertificate {
  readonly subject: string;
  /** ISO 8601: when it expires. */
  readonly until: string;
  readonly addedAt: number;
}

/** What a certificate's failure tells of it, for a person to judge by. */
export interface CertificateFacts extends TrustedCertificate {
  readonly fault: CertificateFault;
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
  /** Host names and addresses that it is for, separated by commas. */
  readonly names: string;
}

/** The certificate that a `network-certificate` failure is about; null where its facts lack something. */
export function certificateIn(facts: Facts | undefined): CertificateFacts | null {
  const text = (name: string): string => {
    const value = facts?.[name];
    return typeof value === 'string' ? value : '';
  };
  const port = facts?.['port'];
  const fingerprint = parseFingerprint(text('fingerprint'));
  const fault = certificateFaults.find((each) => each === facts?.['fault']);
  if (fingerprint === null || fault === undefined || typeof port !== 'number') return null;
  return {
    ...{ fault, host: text('host'), port, fingerprint },
    ...{ subject: text('subject'), issuer: text('issuer') },
    ...{ from: text('from'), until: text('until'), names: text('names') },
  };
}

/**
 * A SHA-256 fingerprint in the one form `AA:BB:…`; null where the text is none. 64 hexadecimal digits in
 * either case, bare or with colons, spaces or dashes between bytes, with a leading `sha256:` or as openssl writes it.
 */
export function parseFingerprint(text: string): string | null {
  const bare = text.trim().replace(/^sha-?256(?: fingerprint)?[:=\s]\s*/i, '');
  if (!/^[0-9a-f]{2}(?:[:\s-]?[0-9a-f]{2}){31}$/i.test(bare)) return null;
  const digits = bare.replace(/[^0-9a-f]/gi, '').toUpperCase();
  return digits.replace(/..(?=.)/g, '$&:');
}

/** `host:port`, an IPv6 address in brackets. */
export function serverName({ host, port }: Pick<TrustedCertificate, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}
