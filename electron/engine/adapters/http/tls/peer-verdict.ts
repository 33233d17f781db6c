import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { TrustedCertificate } from '../../../../../shared/model/certificate.ts';
import type { Failure } from '../../../../../shared/model/reasons.ts';
import { certificateFacts } from './certificate-facts.ts';
import { certificateFault, isWeak } from './certificate-fault.ts';
import type { TlsPeer } from './tls-peer.ts';

/** `exception`: the certificate does not hold, yet the user trusts this very one at this peer. */
export type PeerVerdict =
  | { readonly kind: 'good' }
  | { readonly kind: 'exception'; readonly certificate: TrustedCertificate }
  | { readonly kind: 'bad'; readonly failure: Failure };

/**
 * Judges the certificate that the other end has shown, after the handshake and before a byte is sent.
 * `trusted` are the fingerprints that the user trusts at this peer.
 */
export function peerVerdict(
  socket: Socket,
  { host, port }: TlsPeer,
  trusted: readonly string[],
): PeerVerdict {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (!(socket instanceof TLSSocket) || certificate === undefined) {
    return { kind: 'bad', failure: { code: 'network-tls', facts: { fault: 'no-certificate', host, port } } };
  }
  const chain = chainOf(certificate);
  // What takes part in a handshake differs between TLS libraries; what is too weak does not.
  if (socket.authorized && !chain.some(isWeak)) return { kind: 'good' };
  const fault = certificateFault(socket.authorized ? '' : String(socket.authorizationError), chain);
  const { fingerprint256: fingerprint } = certificate;
  // What its own issuer has taken back is trusted by nobody.
  if (fault !== 'revoked' && trusted.includes(fingerprint)) {
    return { kind: 'exception', certificate: { host, port, fingerprint } };
  }
  const facts = { fault, host, port, ...certificateFacts(certificate) };
  return { kind: 'bad', failure: { code: 'network-certificate', facts } };
}

const chainMost = 16;

/** The certificate and those that were sent for it, without a root. */
function chainOf(certificate: X509Certificate): readonly X509Certificate[] {
  const chain = [certificate];
  for (let next = certificate.issuerCertificate; next !== undefined && chain.length < chainMost;) {
    if (next.subject === next.issuer) break;
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}
