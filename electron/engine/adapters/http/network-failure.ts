import type { Failure } from '../../../../shared/model/reasons.ts';
import { NearAddressError } from './address-guard.ts';
import { tlsFault } from './tls/tls-fault.ts';

/** Where an exchange stood: connecting (name look-up, TCP, TLS), waiting for the reply, in its body. */
export type ExchangePhase = 'connect' | 'reply' | 'body';

const networkFaults: Readonly<Record<string, Failure['code']>> = {
  ENOTFOUND: 'network-name-unknown',
  ENODATA: 'network-name-unknown',
  EAI_NONAME: 'network-name-unknown',
  EAI_NODATA: 'network-name-unknown',
  ESERVFAIL: 'network-name-lookup',
  ETIMEOUT: 'network-name-lookup',
  EREFUSED: 'network-name-lookup',
  ECONNREFUSED: 'network-refused',
  ECONNRESET: 'network-reset',
  ECONNABORTED: 'network-reset',
  EPIPE: 'network-reset',
  ENETUNREACH: 'network-offline',
  EHOSTUNREACH: 'network-offline',
  ENETDOWN: 'network-offline',
  EHOSTDOWN: 'network-offline',
  EADDRNOTAVAIL: 'network-offline',
  ETIMEDOUT: 'network-timeout',
};

/** When several addresses failed in different ways, the one that came furthest tells the most. */
const tellingOrder: readonly Failure['code'][] = [
  'network-certificate',
  'network-tls',
  'network-refused',
  'network-reset',
  'network-timeout',
  'network-offline',
];

/**
 * The failure that a socket's error means. `host` is told only with a fault of TLS. An error
 * that is not known counts as a reset, with its code as a fact: the connection is gone either way.
 */
export function networkFailure(error: unknown, phase: ExchangePhase, host: string): Failure {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const failures = error.errors.map((each) => networkFailure(each, phase, host));
    const rank = (failure: Failure) => {
      const at = tellingOrder.indexOf(failure.code);
      return at < 0 ? tellingOrder.length : at;
    };
    return failures.reduce((best, each) => (rank(each) < rank(best) ? each : best));
  }
  if (error instanceof NearAddressError) return error.failure;
  const code = errorCode(error);
  // RFC 6761 section 6.4: there is no such name, whoever is asked, and whether anybody answers.
  if (code === 'EAI_AGAIN' && /(^|\.)invalid$/i.test(host))
    return { code: 'network-name-unknown', facts: { phase } };
  const known = networkFaults[code];
  if (known !== undefined) return { code: known, facts: { phase } };
  if (code.startsWith('EAI_')) return { code: 'network-name-lookup', facts: { phase } };
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO') {
    const fault = tlsFault(code);
    // Within a body, what the handshake has settled is no question any more.
    if (fault === 'damaged' || phase === 'body')
      return { code: 'network-reset', facts: { phase, error: code } };
    return { code: 'network-tls', facts: { fault, host, error: code } };
  }
  return { code: 'network-reset', facts: { phase, error: code } };
}

/** `limit` is milliseconds. */
export function timeoutFailure(phase: ExchangePhase, limit: number): Failure {
  return { code: 'network-timeout', facts: { phase, seconds: limit / 1000 } };
}

export const userStopped: Failure = { code: 'user-stopped' };

function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'unknown';
  return typeof error.code === 'string' ? error.code : 'unknown';
}
