/** Why no secure connection came about: the `fault` fact of `network-tls`. */
export type TlsFault =
  /** The other end does not speak TLS at this port. */
  | 'not-tls'
  /** It speaks only versions of TLS before 1.2. */
  | 'old-version'
  /** It found no cipher in common, or a certificate missing that it wants to see. */
  | 'refused'
  | 'client-certificate'
  /** It speaks HTTP/2 only. */
  | 'http2-only'
  /** It serves no host of that name. */
  | 'unknown-host'
  | 'weak'
  | 'no-certificate'
  | 'other';

/** OpenSSL and BoringSSL name the same thing differently; the longest part in common decides. */
const patterns: readonly (readonly [RegExp, TlsFault])[] = [
  [/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG|UNEXPECTED_MESSAGE|UNKNOWN_PROTOCOL/, 'not-tls'],
  [/ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|NO_PROTOCOLS_AVAILABLE/, 'old-version'],
  [/CERTIFICATE_REQUIRED|ALERT_NO_CERTIFICATE|ALERT_BAD_CERTIFICATE/, 'client-certificate'],
  [/NO_APPLICATION_PROTOCOL/, 'http2-only'],
  [/UNRECOGNIZED_NAME/, 'unknown-host'],
  [/KEY_TOO_SMALL|DH_P_TOO_|DH_PARAM_SIZE|MD_TOO_WEAK|BAD_DH_|LEGACY_RENEGOTIATION|LEGACY_SIGALG/, 'weak'],
  [/HANDSHAKE_FAILURE|SHARED_CIPHER|CIPHER_RETURNED|INSUFFICIENT_SECURITY|NO_CIPHERS/, 'refused'],
];

/** A connection that was damaged or cut on its way, which another one need not be. */
const damage =
  /INTERNAL_ERROR|RECORD_MAC|DECRYPTION_FAILED|DECRYPT_ERROR|UNEXPECTED_EOF|USER_CANCELLED|CLOSE_NOTIFY/;

/** The fault that an error code of a TLS socket means; `damaged` where it tells nothing of the server. */
export function tlsFault(code: string): TlsFault | 'damaged' {
  if (damage.test(code)) return 'damaged';
  return patterns.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}
