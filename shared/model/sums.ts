import type { Checksum } from './checksum.ts';
import { algorithmLabel, checksumAlgorithms, checksumBytes } from './checksum.ts';

/** Everything that is compared, from the weakest to the strongest. The first two find damage only. */
export const sumAlgorithms = ['crc32', 'crc32c', ...checksumAlgorithms] as const;

export type SumAlgorithm = (typeof sumAlgorithms)[number];

/** A sum in lower-case hexadecimal. */
export interface Sum {
  readonly algorithm: SumAlgorithm;
  readonly hex: string;
}

/** Who says what the file's sum is: the person, a server in its reply, a metalink, a file beside it. */
export type SumOrigin = 'user' | 'server' | 'list' | 'beside';

/** A sum of the whole file with its origin, and what came of comparing it. */
export interface KnownSum extends Sum {
  readonly origin: Exclude<SumOrigin, 'user'>;
  /** The server's host; empty for a list. */
  readonly from: string;
  /** The header field that it stood in, or the name of the file beside it; empty for a list. */
  readonly field: string;
  readonly verdict: 'pending' | 'match' | 'mismatch';
}

/** Sums of equal pieces of a file, in their order; the last piece may be shorter. */
export interface PieceHashes {
  readonly algorithm: Checksum['algorithm'];
  /** Bytes of a piece. */
  readonly length: number;
  /** Lower-case hexadecimal. */
  readonly sums: readonly string[];
}

/** Length of each algorithm's sum in bytes. */
export const sumBytes: Readonly<Record<SumAlgorithm, number>> = { crc32: 4, crc32c: 4, ...checksumBytes };

/** The algorithm as people write it. */
export function sumLabel(algorithm: SumAlgorithm): string {
  if (algorithm === 'crc32') return 'CRC-32';
  return algorithm === 'crc32c' ? 'CRC-32C' : algorithmLabel(algorithm);
}

/** Whether a match shows more than that nothing was damaged (RFC 9530 section 6.6 names the others insecure). */
export function isStrong(algorithm: SumAlgorithm): boolean {
  return ['sha256', 'sha384', 'sha512', 'blake2b512'].includes(algorithm);
}
