import tls, { type SecureContext } from 'node:tls';
import type { TrustedCertificate } from '../../../../../shared/model/certificate.ts';
import type { TlsPeer } from './tls-peer.ts';

/** Certificates that the user trusts at one host and port although they do not hold by themselves. */
export interface CertificateExceptions {
  /** SHA-256 fingerprints as `AA:BB:…`. `host` is in lower case, an IPv6 address without brackets. */
  trusted(host: string, port: number): readonly string[];
}

const noExceptions: CertificateExceptions = { trusted: () => [] };

export interface TlsTrustOptions {
  /** Authorities in PEM form, trusted besides the built-in ones and the system's. */
  readonly authorities?: readonly string[];
  /** Revocation lists in PEM form; with any, every certificate of a chain must be covered by one. */
  readonly revocations?: readonly string[];
  readonly exceptions?: CertificateExceptions;
}

/** What certificates are judged by. The authorities are read when the first secure connection needs them. */
export class TlsTrust {
  readonly exceptions: CertificateExceptions;
  readonly #options: TlsTrustOptions;
  readonly #watched = new Set<string>();
  #context: SecureContext | null = null;

  constructor(options: TlsTrustOptions) {
    this.#options = options;
    this.exceptions = options.exceptions ?? noExceptions;
  }

  /**
   * From now on, connections to this server tell its own end from a cut. That makes them slower, so it is for
   * servers that end a body by closing.
   */
  watchEnds({ host, port }: TlsPeer): void {
    if (this.#watched.size >= watchedMost) this.#watched.clear();
    this.#watched.add(`${host} ${String(port)}`);
  }

  watchesEnds({ host, port }: TlsPeer): boolean {
    return this.#watched.has(`${host} ${String(port)}`);
  }

  /** Whether what was trusted as an exception, null for nothing, is so still. */
  bears(exception: TrustedCertificate | null): boolean {
    if (exception === null) return true;
    const { host, port, fingerprint } = exception;
    return this.exceptions.trusted(host, port).includes(fingerprint);
  }

  get context(): SecureContext {
    const { authorities = [], revocations = [] } = this.#options;
    this.#context ??= tls.createSecureContext({
      ca: [...knownAuthorities(), ...authorities],
      ...(revocations.length > 0 && { crl: [...revocations] }),
    });
    return this.#context;
  }
}

/** Servers; rather one request too many than a list without end. */
const watchedMost = 1_000;

let known: readonly string[] | null = null;

/**
 * The authorities that Node brings, those of NODE_EXTRA_CA_CERTS, and the system's (on Linux those of
 * SSL_CERT_FILE and SSL_CERT_DIR, where these are set). Reading takes tens of milliseconds, once.
 */
function knownAuthorities(): readonly string[] {
  known ??= [...new Set([...stored('default', tls.rootCertificates), ...stored('system', [])])];
  return known;
}

/** A store that the system does not let us read, or a runtime that cannot, leaves what there is without it. */
function stored(kind: 'default' | 'system', otherwise: readonly string[]): readonly string[] {
  try {
    return tls.getCACertificates(kind);
  } catch {
    return otherwise;
  }
}
