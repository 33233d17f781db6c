import type { Checksum } from '../../../../shared/model/checksum.ts';
import type { ChecksumView } from '../../../../shared/model/view.ts';

/** What an expected and a computed sum say together. */
export function verdictOf(expected: Checksum | null, computed: Checksum | null): ChecksumView['verdict'] {
  if (expected === null) return 'none';
  if (computed?.algorithm !== expected.algorithm) return 'pending';
  return computed.hex === expected.hex ? 'match' : 'mismatch';
}
