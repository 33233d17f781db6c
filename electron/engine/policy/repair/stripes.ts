import type { ByteRange } from '../../../../shared/model/byte-range.ts';
import { RangeSet } from '../ranges/range-set.ts';

const mebibyte = 1_024 * 1_024;
/** Bytes of what is replaced at once: a stripe in which one byte differs is not replaced whole. */
export const blockLength = 64 * 1_024;
const stripesWanted = 64;

/** A file of `size` bytes in stripes, each of which is asked for at once: 1 to 16 MiB. */
export function stripesOf(size: number): readonly ByteRange[] {
  const wanted = Math.ceil(size / stripesWanted / mebibyte) * mebibyte;
  const length = Math.min(16 * mebibyte, Math.max(mebibyte, wanted));
  const stripes: ByteRange[] = [];
  for (let start = 0; start < size; start += length)
    stripes.push({ start, end: Math.min(size, start + length) });
  return stripes;
}

/** Stripes cut where a file of `own` bytes ends: what it has, and what is missing. */
export function cutAtEnd(
  stripes: readonly ByteRange[],
  own: number,
): { readonly there: readonly ByteRange[]; readonly missing: readonly ByteRange[] } {
  const size = stripes.at(-1)?.end ?? 0;
  const end = own >= size ? size : Math.floor(own / blockLength) * blockLength;
  const there = stripes.map((stripe) => ({ start: stripe.start, end: Math.min(stripe.end, end) }));
  const missing = stripes.map((stripe) => ({ start: Math.max(stripe.start, end), end: stripe.end }));
  return { there: there.filter(isRange), missing: missing.filter(isRange) };
}

function isRange({ start, end }: ByteRange): boolean {
  return start < end;
}

/** Stripes cut where `absent`, ascending and apart, begins and ends: what is there, and what is missing. */
export function cutByAbsent(
  stripes: readonly ByteRange[],
  absent: readonly ByteRange[],
): { readonly there: readonly ByteRange[]; readonly missing: readonly ByteRange[] } {
  const gone = new RangeSet();
  for (const { start, end } of absent) gone.add(start, end);
  const there = stripes.flatMap(({ start, end }) => gone.gaps(start, end));
  const kept = new RangeSet();
  for (const { start, end } of there) kept.add(start, end);
  return { there, missing: stripes.flatMap(({ start, end }) => kept.gaps(start, end)) };
}

/** What is absent of a file of `size` bytes that ends after `own`: the ranges named before that, and the rest. */
export function absentWithEnd(absent: readonly ByteRange[], own: number, size: number): readonly ByteRange[] {
  const before = absent.map(({ start, end }) => ({ start, end: Math.min(end, own) })).filter(isRange);
  return own < size ? [...before, { start: own, end: size }] : before;
}

/** Whether a block of zeros is among the bytes: what a program that writes anywhere has not written yet. */
export function hasHole(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += blockLength) {
    if (bytes.subarray(at, at + blockLength).every((byte) => byte === 0)) return true;
  }
  return false;
}

/** Blocks of `brought`, which stands at `start`, that `own` does not have: ascending, neighbours joined. */
export function differingRanges(start: number, own: Uint8Array, brought: Uint8Array): readonly ByteRange[] {
  const ranges: ByteRange[] = [];
  for (let at = 0; at < brought.length; at += blockLength) {
    const end = Math.min(brought.length, at + blockLength);
    if (end <= own.length && sameBytes(own.subarray(at, end), brought.subarray(at, end))) continue;
    const last = ranges.at(-1);
    if (last?.end === start + at) ranges[ranges.length - 1] = { start: last.start, end: start + end };
    else ranges.push({ start: start + at, end: start + end });
  }
  return ranges;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return a.length === b.length;
}
