import type { Checksum } from '../../../../shared/model/checksum.ts';
import { sumAlgorithms, type KnownSum, type Sum, type SumAlgorithm } from '../../../../shared/model/sums.ts';
import type { ChecksumView } from '../../../../shared/model/view.ts';
import { verdictOf } from './checksum-verdict.ts';

/**
 * What is to be said of a file whose sums come from several places. The person's own sum decides
 * alone. Without one the sums of servers and lists are asked together: one that does not match keeps
 * the file from its final name, and where others match it is `disputed`, which no guess resolves.
 */
export function overallVerdict(
  expected: Checksum | null,
  computed: Checksum | null,
  sums: readonly KnownSum[],
): ChecksumView['verdict'] {
  if (expected !== null) return verdictOf(expected, computed);
  const has = (verdict: KnownSum['verdict']): boolean => sums.some((sum) => sum.verdict === verdict);
  if (has('mismatch')) return has('match') ? 'disputed' : 'mismatch';
  if (has('match')) return 'match';
  return sums.length > 0 ? 'pending' : 'none';
}

/** What has to be hashed of the file for these sums. A CRC-32 is put together from the blocks' own. */
export function hashedAlgorithms(expected: Checksum | null, sums: readonly KnownSum[]): SumAlgorithm[] {
  return [expected, ...sums].flatMap((sum) =>
    sum === null || sum.algorithm === 'crc32' ? [] : [sum.algorithm],
  );
}

/** The sums with their verdicts, from what the file's own are. A sum that was not computed waits. */
export function judgeSums(sums: readonly KnownSum[], computed: readonly Sum[]): KnownSum[] {
  return sums.map((sum) => {
    const own = computed.find(({ algorithm }) => algorithm === sum.algorithm);
    if (own === undefined) return { ...sum, verdict: 'pending' };
    return { ...sum, verdict: own.hex === sum.hex ? 'match' : 'mismatch' };
  });
}

/** The strongest of sums of one origin: the one that is compared. */
export function strongestSum<T extends Sum>(sums: readonly T[]): T | null {
  return sums.toSorted((a, b) => strength(b) - strength(a))[0] ?? null;
}

function strength(sum: Sum): number {
  return sumAlgorithms.indexOf(sum.algorithm);
}
