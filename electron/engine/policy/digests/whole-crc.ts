import type { ChecksumExtent } from '../control-file/block-checksums.ts';
import { crc32Combine } from './crc32-combine.ts';

/**
 * CRC-32 of the first `size` bytes of a file from the sums of its extents (ascending), without the
 * bytes; null where they leave a gap or end elsewhere.
 */
export function wholeCrc(extents: Iterable<ChecksumExtent>, size: number): number | null {
  let at = 0;
  let crc = 0;
  for (const extent of extents) {
    if (extent.start !== at) return null;
    crc = crc32Combine(crc, extent.crc, extent.end - extent.start);
    at = extent.end;
  }
  return at === size ? crc : null;
}
