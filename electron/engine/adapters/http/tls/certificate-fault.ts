import type { X509Certificate } from 'node:crypto';
import type { CertificateFault } from '../../../../../shared/model/certificate.ts';

/** By the name that OpenSSL has for the fault. */
const faults: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  HOSTNAME_MISMATCH: 'wrong-host',
  CERT_REVOKED: 'revoked',
  UNABLE_TO_GET_CRL: 'revocation-unknown',
  CRL_HAS_EXPIRED: 'revocation-unknown',
  CRL_NOT_YET_VALID: 'revocation-unknown',
  CRL_SIGNATURE_FAILURE: 'revocation-unknown',
  // A root that is sent along but not trusted.
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  // The certificate came alone, and whoever signed it is not known.
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'incomplete',
};

/** The fault that a check of `chain`, the server's own certificate first, ended with. */
export function certificateFault(code: string, chain: readonly X509Certificate[]): CertificateFault {
  const known = faults[code];
  if (known !== undefined) return known;
  // OpenSSL's refusal of weak keys and signatures reaches us without a name.
  return chain.some(isWeak) ? 'weak' : 'other';
}

/** Bits of an RSA or DSA key below which NIST SP 800-57 and every browser refuse it. */
const keyLeast = 2_048;

/**
 * Whether its key is too small, or it is signed with MD5 or SHA-1, whose collisions are for sale. The
 * signature of a root says nothing: it is trusted for itself.
 */
export function isWeak(certificate: X509Certificate): boolean {
  const { modulusLength } = certificate.publicKey.asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined && modulusLength < keyLeast) return true;
  const signature = certificate.signatureAlgorithm ?? '';
  return /md[245]|sha-?1(?!\d)/i.test(signature) && certificate.subject !== certificate.issuer;
}
