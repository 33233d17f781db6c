import type { ByteRange } from '../../../../shared/model/byte-range.ts';

const mebibyte = 1024 * 1024;
/** Up to here, what is left is lent out at once. It also bounds what is left to hash at the end. */
export const lastStretch = 64 * mebibyte;
const stretchMost = 1024 * mebibyte;
/** A segment is not made smaller than this by cutting a stretch. */
export const segmentLeast = mebibyte;

/**
 * Length in bytes of the next stretch when `left` bytes are not lent out yet: half of them, so that
 * requests grow with the logarithm of the size, and so that all but the last stretch lies in one
 * piece from the front while it arrives.
 */
export function stretchLength(left: number): number {
  if (left <= lastStretch) return left;
  return Math.min(stretchMost, Math.max(lastStretch / 2, Math.ceil(left / 2)));
}

/** A connection that takes part in a stretch: bytes per second, and seconds until it is free. */
export interface Participant {
  readonly worker: number;
  readonly rate: number;
  readonly busy: number;
}

/**
 * How many bytes of a stretch each participant gets, so that all end together: `rate × (T − busy)`
 * with one T for all. Shares under `segmentLeast` are given to the others. The shares add up to
 * `length`.
 */
export function stretchShares(length: number, participants: readonly Participant[]): Map<number, number> {
  // Under a byte a second is standing still.
  let taking = participants.filter((p) => p.rate >= 1);
  if (taking.length === 0) taking = participants.map((p) => ({ ...p, rate: 1, busy: 0 }));
  for (;;) {
    const rates = taking.reduce((sum, p) => sum + p.rate, 0);
    const end = (length + taking.reduce((sum, p) => sum + p.rate * p.busy, 0)) / rates;
    const share = (p: Participant): number => p.rate * (end - p.busy);
    const least = taking.reduce((a, b) => (share(b) < share(a) ? b : a));
    if (taking.length === 1 || share(least) >= Math.min(segmentLeast, length)) {
      return new Map(taking.map((p) => [p.worker, share(p)]));
    }
    taking = taking.filter((p) => p !== least);
  }
}

/**
 * Takes the first `length` bytes off the front of `free` (ascending, apart; changed in place) and
 * cuts them into segments by `shares`. A segment never spans a gap. Inner cuts lie on MiB
 * boundaries where shares are 64 MiB and more, on 64 KiB otherwise.
 */
export function cutStretch(
  free: ByteRange[],
  length: number,
  shares: ReadonlyMap<number, number>,
): { readonly range: ByteRange; readonly worker: number }[] {
  const segments: { range: ByteRange; worker: number }[] = [];
  const order = [...shares];
  let left = length;
  let turn = 0;
  let due = order[0]?.[1] ?? length;
  while (left > 0) {
    const first = free[0];
    if (first === undefined) break;
    const worker = order[Math.min(turn, order.length - 1)]?.[0] ?? 0;
    const last = turn >= order.length - 1;
    const room = Math.min(left, first.end - first.start);
    const end = last || due >= room ? first.start + room : alignedCut(first.start, first.start + due, room);
    segments.push({ range: { start: first.start, end }, worker });
    if (end === first.end) free.shift();
    else free[0] = { start: end, end: first.end };
    left -= end - first.start;
    due -= end - first.start;
    if (!last && due < segmentLeast / 2) {
      turn += 1;
      due += order[turn]?.[1] ?? 0;
    }
  }
  return segments;
}

function alignedCut(start: number, at: number, room: number): number {
  const grain = at - start >= 64 * mebibyte ? mebibyte : 64 * 1024;
  const cut = Math.round(at / grain) * grain;
  return cut <= start ? start + Math.min(room, segmentLeast) : Math.min(cut, start + room);
}
