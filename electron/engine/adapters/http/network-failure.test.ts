import { describe, expect, test } from 'vitest';
import { networkFailure, timeoutFailure } from './network-failure.ts';

const error = (code: string): Error => Object.assign(new Error('secret in the message'), { code });

describe('network failure', () => {
  test.each([
    ['ECONNREFUSED', 'network-refused'],
    ['ECONNRESET', 'network-reset'],
    ['EPIPE', 'network-reset'],
    ['ENETUNREACH', 'network-offline'],
    ['EHOSTUNREACH', 'network-offline'],
    ['ENETDOWN', 'network-offline'],
    ['ENOTFOUND', 'network-name-unknown'],
    ['EAI_AGAIN', 'network-name-lookup'],
    ['ETIMEDOUT', 'network-timeout'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'network-tls'],
    ['EPROTO', 'network-tls'],
    ['ESOMETHING', 'network-reset'],
  ])('%s is %s', (code, expected) => {
    const failure = networkFailure(error(code), 'connect', 'a.example');
    expect(failure.code).toBe(expected);
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  test.each([
    ['CERT_HAS_EXPIRED', 'expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong-host'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
    ['CERT_REVOKED', 'revoked'],
    ['CERT_NOT_YET_VALID', 'other'],
    ['UNABLE_TO_DECRYPT_CERT_SIGNATURE', 'other'],
  ])('G1: %s is a certificate that is %s', (code, fault) => {
    expect(networkFailure(error(code), 'connect', 'a.example')).toEqual({
      code: 'network-certificate',
      facts: { fault, host: 'a.example' },
    });
  });

  test.each([
    [['ENETUNREACH', 'ECONNREFUSED'], 'network-refused'],
    [['ETIMEDOUT', 'ENETUNREACH'], 'network-timeout'],
    [['ENETUNREACH', 'EHOSTUNREACH'], 'network-offline'],
  ])('D9: of the addresses that failed with %j the most telling one is %s', (codes, expected) => {
    const all = new AggregateError(codes.map(error));
    expect(networkFailure(all, 'connect', 'a.example').code).toBe(expected);
  });

  test('what is no error at all is a reset', () => {
    for (const odd of [null, undefined, 'text', { code: 5 }, new AggregateError([])]) {
      expect(networkFailure(odd, 'body', 'a.example').code).toBe('network-reset');
    }
  });

  test('a timeout tells its phase and its length in seconds', () => {
    expect(timeoutFailure('reply', 1500)).toEqual({
      code: 'network-timeout',
      facts: { phase: 'reply', seconds: 1.5 },
    });
  });
});
