import { createHash, getHashes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { SumAlgorithm } from '../../../shared/model/sums.ts';
import { Blake2b } from '../policy/digests/blake2b.ts';
import { crc32c } from '../policy/digests/crc32c.ts';
import { hexOfCrc } from '../policy/digests/byte-text.ts';
import type { RunningDigest } from '../ports/hasher.ts';

/** A sum of bytes that come in order, of any algorithm that is compared. */
export function startDigest(algorithm: SumAlgorithm): RunningDigest {
  if (algorithm === 'crc32' || algorithm === 'crc32c') {
    const add = algorithm === 'crc32' ? crc32 : crc32c;
    let sum = 0;
    return {
      update: (bytes) => {
        sum = add(bytes, sum);
      },
      hex: () => hexOfCrc(sum),
    };
  }
  // Electron's library has none of it.
  if (algorithm === 'blake2b512' && !getHashes().includes(algorithm)) return new Blake2b();
  const hash = createHash(algorithm);
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    hex: () => hash.digest('hex'),
  };
}
