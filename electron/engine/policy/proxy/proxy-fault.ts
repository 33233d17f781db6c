import type { Failure } from '../../../../shared/model/reasons.ts';

/**
 * What is wrong with a proxy, as the fact `fault` of `network-proxy`. `unreachable`: it does not answer.
 * `authentication`: it wants a user and a password, or others than it was given (the fact `given`).
 * `scheme`: it wants them in a way that is not known here, such as NTLM. `denied`: it does not let
 * anybody through to there. `server`: it cannot reach the server itself. `bad-reply`: what it says is no
 * answer of a proxy of this kind.
 */
export type ProxyFault =
  | 'address'
  | 'name'
  | 'refused'
  | 'unreachable'
  | 'broken-off'
  | 'tls'
  | 'certificate'
  | 'authentication'
  | 'scheme'
  | 'denied'
  | 'server'
  | 'bad-reply';

export function proxyFailure(fault: ProxyFault, facts: Failure['facts'] = {}): Failure {
  return { code: 'network-proxy', facts: { fault, ...facts } };
}

/**
 * The same failure as one of the way to a proxy and not to a server. Being offline, and a name server
 * that is out of order, stay what they are: they say nothing of the proxy.
 */
export function proxyWayFailure(failure: Failure): Failure {
  switch (failure.code) {
    case 'network-name-unknown':
      return proxyFailure('name');
    case 'network-refused':
      return proxyFailure('refused');
    case 'network-timeout':
      return proxyFailure('unreachable');
    case 'network-reset':
      return proxyFailure('broken-off');
    case 'network-tls':
      return proxyFailure('tls');
    case 'network-certificate':
      return proxyFailure('certificate');
    case 'server-protocol':
    case 'server-too-large':
      return proxyFailure('bad-reply');
    default:
      return failure;
  }
}

/**
 * What a refusal to CONNECT means (RFC 9110 section 9.3.6). 407 is not answered here; 401 is how some
 * proxies refuse the credential that they had asked for.
 */
export function tunnelRefusal(status: number): Failure {
  if (status === 401) return proxyFailure('authentication', { given: true });
  const server = status === 404 || status === 410 || status === 408 || status === 429 || status >= 500;
  return proxyFailure(server ? 'server' : 'denied', { status });
}

/**
 * What the SOCKS library says went wrong. Reply codes (RFC 1928 section 6, and those of version 4) stand
 * by their names at the end of its message.
 */
export function socksFailure(message: string, given: boolean): Failure {
  if (/authentication failed|no accepted authentication type/i.test(message)) {
    return proxyFailure('authentication', { given });
  }
  if (/unknown authentication type/i.test(message)) return proxyFailure('scheme');
  if (/^socket closed|^proxy connection timed out/i.test(message)) return proxyFailure('broken-off');
  const reply = / - \(?(\w+)\)?$/.exec(message)?.[1] ?? '';
  if (reply === 'RejectedIdent') return proxyFailure('authentication', { given });
  if (/^(Rejected|NotAllowed|CommandNotSupported|AddressNotSupported)$/.test(reply)) {
    return proxyFailure('denied', { reply });
  }
  if (/^(Failed|Failure|NetworkUnreachable|HostUnreachable|ConnectionRefused|TTLExpired)$/.test(reply)) {
    return proxyFailure('server', { reply });
  }
  return proxyFailure('bad-reply');
}
