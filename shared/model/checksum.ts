/** From the weakest to the strongest; of two with sums of one length the first is meant where none is named. */
export const checksumAlgorithms = ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'blake2b512'] as const;

export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** A sum in lower-case hexadecimal. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly hex: string;
}

/** Length of each algorithm's sum in bytes. */
export const checksumBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha384: 48,
  sha512: 64,
  blake2b512: 64,
};

/**
 * What else digits may be that were taken for a SHA-512: `b2sum` writes as many and does not name them. Null for
 * all other sums.
 */
export function otherReading({ algorithm, hex }: Checksum): Checksum | null {
  return algorithm === 'sha512' ? { algorithm: 'blake2b512', hex } : null;
}

/** The algorithm as people write it: "SHA-1", "SHA-256", "MD5", "BLAKE2b". */
export function algorithmLabel(algorithm: ChecksumAlgorithm): string {
  if (algorithm === 'blake2b512') return 'BLAKE2b';
  return algorithm === 'md5' ? 'MD5' : `SHA-${algorithm.slice(3)}`;
}
