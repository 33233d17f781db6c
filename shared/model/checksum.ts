export const checksumAlgorithms = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'] as const;

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
};

/** The algorithm as people write it: "SHA-1", "SHA-256", "MD5". */
export function algorithmLabel(algorithm: ChecksumAlgorithm): string {
  return algorithm === 'md5' ? 'MD5' : `SHA-${algorithm.slice(3)}`;
}
