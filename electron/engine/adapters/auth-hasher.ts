import { createHash, getHashes } from 'node:crypto';
import type { DigestAlgorithm } from '../../../shared/model/credential.ts';
import type { AuthHasher } from '../ports/credentials.ts';

const names = { 'SHA-512-256': 'sha512-256', 'SHA-256': 'sha256', MD5: 'md5' } as const;

/** The hash functions of Digest on Node: all three, but for a build that was told to leave some out. */
export function createAuthHasher(): AuthHasher {
  const there = new Set(getHashes().map((name) => name.toLowerCase()));
  const known: readonly DigestAlgorithm[] = ['SHA-512-256', 'SHA-256', 'MD5'];
  return {
    algorithms: known.filter((algorithm) => there.has(names[algorithm])),
    hash: (algorithm, bytes) => createHash(names[algorithm]).update(bytes, 'latin1').digest('hex'),
  };
}
