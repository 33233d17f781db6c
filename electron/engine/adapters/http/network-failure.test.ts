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
    ['connect', 'network-tls'],
    ['reply', 'network-tls'],
    ['body', 'network-reset'],
  ] as const)('G1: an alert while in "%s" is %s: a handshake is not repeated', (phase, expected) => {
    const failure = networkFailure(error('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), phase, 'a.example');
    expect(failure.code).toBe(expected);
    if (phase !== 'body') expect(failure.facts?.['fault']).toBe('client-certificate');
  });

  test('D1: a connection that was damaged on its way is cut, in whatever phase', () => {
    for (const code of ['ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR']) {
      expect(networkFailure(error(code), 'connect', 'a.example').code).toBe('network-reset');
    }
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
