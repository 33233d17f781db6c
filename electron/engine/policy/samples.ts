import type { ByteRange } from '../../../shared/model/byte-range.ts';

const sampleLength = 16 * 1024;

/**
 * Up to three half-open ranges inside what is written, far apart: its beginning, its middle and its
 * end. `written` is ascending and apart.
 */
export function sampleRanges(written: readonly ByteRange[]): ByteRange[] {
  const first = written[0];
  const last = written.at(-1);
  const middle = written[Math.floor(written.length / 2)];
  if (first === undefined || last === undefined || middle === undefined) return [];
  const centre = middle.start + Math.floor((middle.end - middle.start) / 2);
  const candidates = [
    { start: first.start, end: Math.min(first.start + sampleLength, first.end) },
    { start: centre, end: Math.min(centre + sampleLength, middle.end) },
    { start: Math.max(last.start, last.end - sampleLength), end: last.end },
  ];
  const samples: ByteRange[] = [];
  for (const sample of candidates) {
    const start = Math.max(sample.start, samples.at(-1)?.end ?? 0);
    if (start < sample.end) samples.push({ start, end: sample.end });
  }
  return samples;
}
