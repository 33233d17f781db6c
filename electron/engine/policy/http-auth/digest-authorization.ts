import type { Credential } from '../../../../shared/model/credential.ts';
import type { Answerable, AuthHash } from './answerable.ts';
import { extendedValue, quoted, utf8Bytes } from './field-text.ts';

/** What an answer is for: the method and the request target, as they stand in the request line. */
export interface AuthorizedRequest {
  readonly method: string;
  readonly target: string;
}

/** How often a nonce has been used, this time counted, and the client's own nonce beside it. */
export interface NonceUse {
  readonly count: number;
  readonly cnonce: string;
}

/** The value of Authorization or Proxy-Authorization by RFC 7616, for a request without a body. */
export function digestAuthorization(
  challenge: Extract<Answerable, { kind: 'digest' }>,
  credential: Credential,
  { method, target }: AuthorizedRequest,
  { count, cnonce }: NonceUse,
  hash: AuthHash,
): string {
  const { algorithm, nonce, opaque, qop, realm } = challenge;
  const h = (text: string): string => hash(algorithm, text);
  const user = utf8Bytes(credential.user);
  const secret = h(`${user}:${realm}:${utf8Bytes(credential.password)}`);
  const a1 = challenge.sess ? h(`${secret}:${nonce}:${cnonce}`) : secret;
  const a2 = h(qop === 'auth-int' ? `${method}:${target}:${h('')}` : `${method}:${target}`);
  const nc = count.toString(16).padStart(8, '0');
  const response = h(qop === null ? `${a1}:${nonce}:${a2}` : `${a1}:${nonce}:${nc}:${cnonce}:${qop}:${a2}`);
  const fields = [
    userField(challenge, credential.user, user, h),
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(target)}`,
    `response="${response}"`,
  ];
  if (challenge.algorithmName !== null) fields.push(`algorithm=${challenge.algorithmName}`);
  if (opaque !== null) fields.push(`opaque=${quoted(opaque)}`);
  if (qop !== null) fields.push(`qop=${qop}`, `nc=${nc}`);
  if (qop !== null || challenge.sess) fields.push(`cnonce=${quoted(cnonce)}`);
  if (challenge.userhash) fields.push('userhash=true');
  return `Digest ${fields.join(', ')}`;
}

/**
 * A name with other signs than ASCII goes as username* to a server that says that it reads UTF-8
 * (RFC 7616 section 3.4); to others by its bytes, which is what servers of old have in their files.
 */
function userField(
  { realm, userhash, utf8 }: Extract<Answerable, { kind: 'digest' }>,
  name: string,
  bytes: string,
  h: (text: string) => string,
): string {
  if (userhash) return `username="${h(`${bytes}:${realm}`)}"`;
  return utf8 && /[^\x20-\x7e]/.test(name) ? `username*=${extendedValue(name)}` : `username=${quoted(bytes)}`;
}
