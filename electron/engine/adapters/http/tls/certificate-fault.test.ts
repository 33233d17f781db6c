import { describe, expect, test } from 'vitest';
import { certificateFault } from './certificate-fault.ts';

describe('G1: the name of a fault', () => {
  test.each([
    ['CERT_HAS_EXPIRED', 'expired'],
    ['CERT_NOT_YET_VALID', 'not-yet-valid'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong-host'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'incomplete'],
    ['CERT_REVOKED', 'revoked'],
    ['UNABLE_TO_GET_CRL', 'revocation-unknown'],
    ['CRL_HAS_EXPIRED', 'revocation-unknown'],
    ['INVALID_PURPOSE', 'other'],
    ['UNSPECIFIED', 'other'],
    ['', 'other'],
  ])('G1: %s is %s', (code, fault) => {
    expect(certificateFault(code, [])).toBe(fault);
  });
});
