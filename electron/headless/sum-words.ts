import { algorithmLabel } from '../../shared/model/checksum.ts';
import { isStrong, sumLabel, type KnownSum } from '../../shared/model/sums.ts';
import type { ChecksumView } from '../../shared/model/view.ts';

/** The sum that decided, as `--json` prints it: `sha256:…`; null where none was computed. */
export function decidingSum({ computed, sums = [] }: ChecksumView): string | null {
  if (computed !== null) return `${computed.algorithm}:${computed.hex}`;
  const found = sums.find(({ verdict }) => verdict === 'match');
  return found === undefined ? null : `${found.algorithm}:${found.hex}`;
}

/** The sum that a file was verified by, and whose it was. */
export function whoseSum({ expected, sums = [] }: ChecksumView): string {
  if (expected !== null) return algorithmLabel(expected.algorithm);
  const matching = sums.filter(({ verdict }) => verdict === 'match');
  const best = matching.find(({ algorithm }) => isStrong(algorithm)) ?? matching[0];
  if (best === undefined) return 'a sum';
  const weak = isStrong(best.algorithm) ? '' : ', which finds damage but no forgery';
  return `${owner(best)} ${sumLabel(best.algorithm)}${weak}`;
}

/** A line for each sum of a server or a list that the file does not have. */
export function otherSums({ sums = [] }: ChecksumView): string[] {
  return sums
    .filter(({ verdict }) => verdict === 'mismatch')
    .map((sum) => `does not match ${owner(sum)} ${sumLabel(sum.algorithm)} ${sum.hex}`);
}

function owner({ origin, from, field }: KnownSum): string {
  if (origin === 'beside') return `that of ${field} beside the file`;
  return origin === 'list' ? "the metalink's" : `the server's own (${from})`;
}
