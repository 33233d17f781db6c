import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { totalLength } from '../../../../shared/model/byte-range.ts';

const sampleLength = 16 * 1024;

/**
 * Up to `most` half-open ranges inside what is written, far apart: its beginning, its end, and evenly
 * what lies between. `written` is ascending and apart; `most` is at least 2.
 */
export function sampleRanges(written: readonly ByteRange[], most = 3): ByteRange[] {
  const last = written.at(-1);
  if (last === undefined) return [];
  const total = totalLength(written);
  const samples: ByteRange[] = [];
  for (let number = 0; number < most; number += 1) {
    const sample =
      number === most - 1
        ? { start: Math.max(last.start, last.end - sampleLength), end: last.end }
        : sampleAt(written, Math.floor((total * number) / (most - 1)));
    const start = Math.max(sample.start, samples.at(-1)?.end ?? 0);
    if (start < sample.end) samples.push({ start, end: sample.end });
  }
  return samples;
}

/** The sample that begins at the byte that has `before` written ones before it. */
function sampleAt(written: readonly ByteRange[], before: number): ByteRange {
  let left = before;
  for (const range of written) {
    const start = range.start + left;
    if (start < range.end) return { start, end: Math.min(start + sampleLength, range.end) };
    left -= range.end - range.start;
  }
  return { start: 0, end: 0 };
}
