import { otherReading, type Checksum } from '../../shared/model/checksum.ts';
import type { Result } from '../../shared/model/result.ts';
import type { HashFailure } from './file-hash.ts';

/**
 * A file's sum by what `expected` was taken for, or, where only that one matches, by what else it may be. The
 * second reading costs a second pass, only of a file that would be told not to match.
 */
export async function eitherReading(
  expected: Checksum,
  hash: (sum: Checksum) => Promise<Result<Checksum, HashFailure>>,
): Promise<Result<Checksum, HashFailure>> {
  const computed = await hash(expected);
  const other = otherReading(expected);
  if (!computed.ok || computed.value.hex === expected.hex || other === null) return computed;
  const again = await hash(other);
  return !again.ok || again.value.hex === other.hex ? again : computed;
}
