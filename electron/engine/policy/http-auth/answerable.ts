import type { DigestAlgorithm } from '../../../../shared/model/credential.ts';
import type { Challenge } from './challenge.ts';

/** Hashes a text of one character a byte; the value is the sum in small hexadecimal digits. */
export type AuthHash = (algorithm: DigestAlgorithm, bytes: string) => string;

/** A challenge that can be answered with a user and a password. */
export type Answerable =
  | { readonly kind: 'basic'; readonly realm: string }
  | {
      readonly kind: 'digest';
      readonly realm: string;
      readonly algorithm: DigestAlgorithm;
      /** The algorithm's name as the server writes it, to be given back. */
      readonly algorithmName: string | null;
      /** A …-sess algorithm: the secret is hashed once more with both nonces. */
      readonly sess: boolean;
      readonly nonce: string;
      readonly opaque: string | null;
      /** Null: a server of RFC 2069, which knows no count of uses. */
      readonly qop: 'auth' | 'auth-int' | null;
      /** The server takes the user's name hashed. */
      readonly userhash: boolean;
      /** The server reads names in UTF-8. */
      readonly utf8: boolean;
      /** The answer before was right, but its nonce has run out. */
      readonly stale: boolean;
    };

/** From the strongest to the weakest. */
const strongestFirst: readonly DigestAlgorithm[] = ['SHA-512-256', 'SHA-256', 'MD5'];

/**
 * The challenge to answer: Digest before Basic, and of several Digests the one with the strongest
 * hash (RFC 7616 section 3.7). Null where none can be answered with a user and a password.
 *
 * @param algorithms hash functions that there are
 */
export function chooseChallenge(
  challenges: readonly Challenge[],
  algorithms: readonly DigestAlgorithm[] = strongestFirst,
): Answerable | null {
  const usable = challenges.map((challenge) => answerable(challenge)).filter((one) => one !== null);
  for (const algorithm of strongestFirst.filter((one) => algorithms.includes(one))) {
    const found = usable.find((one) => one.kind === 'digest' && one.algorithm === algorithm);
    if (found !== undefined) return found;
  }
  return usable.find((one) => one.kind === 'basic') ?? null;
}

function answerable({ scheme, parameters }: Challenge): Answerable | null {
  const realm = parameters.get('realm') ?? '';
  if (scheme === 'basic') return { kind: 'basic', realm };
  const nonce = parameters.get('nonce');
  if (scheme !== 'digest' || nonce === undefined) return null;
  const name = parameters.get('algorithm') ?? null;
  const [, plain = '', sess] = /^(.*?)(-sess)?$/is.exec(name ?? 'MD5') ?? [];
  const algorithm = strongestFirst.find((known) => known.toLowerCase() === plain.toLowerCase());
  const qop = parameters.get('qop');
  const offered = (qop ?? '').toLowerCase().split(/[\s,]+/);
  const chosen = (['auth', 'auth-int'] as const).find((one) => offered.includes(one)) ?? null;
  if (algorithm === undefined || (chosen === null && (qop ?? '').trim() !== '')) return null;
  return {
    kind: 'digest',
    realm,
    algorithm,
    algorithmName: name,
    sess: sess !== undefined,
    nonce,
    opaque: parameters.get('opaque') ?? null,
    qop: chosen,
    userhash: isTrue(parameters.get('userhash')),
    utf8: parameters.get('charset')?.toLowerCase() === 'utf-8',
    stale: isTrue(parameters.get('stale')),
  };
}

function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}
