import type { SegmentView, SourceView } from '../../../shared/model/view.ts';

/** One connection as the Segments tab shows it. Sizes in bytes, rates in bytes per second. */
export interface SegmentRow {
  readonly slot: number;
  readonly state: SegmentView['state'];
  /** Where the range begins: a new range starts a new bar, so that a bar never glides backwards. */
  readonly start: number;
  /** Null where the length of the file is not known yet. */
  readonly end: number | null;
  /** Share of the present range that has arrived, 0 to 1; null where `end` is. */
  readonly share: number | null;
  readonly rate: number;
  /** Empty where the source is not known. */
  readonly host: string;
}

/** Rows in order of slot. */
export function segmentRows(
  segments: readonly SegmentView[],
  sources: readonly SourceView[],
): readonly SegmentRow[] {
  return segments
    .map((segment) => {
      const known = isKnownEnd(segment.end);
      return {
        slot: segment.slot,
        state: segment.state,
        start: segment.start,
        end: known ? segment.end : null,
        share: known ? shareOf(segment) : null,
        rate: segment.state === 'receiving' ? segment.rate : 0,
        host: sources[segment.source]?.host ?? '',
      };
    })
    .sort((a, b) => a.slot - b.slot);
}

/** A range without an end stands for a file of unknown length. */
function isKnownEnd(end: number): boolean {
  return Number.isFinite(end) && end < Number.MAX_SAFE_INTEGER;
}

/** Part of its range that a segment has, 0 to 1. An empty range is complete once it ended. */
export function shareOf(segment: Pick<SegmentView, 'start' | 'end' | 'position' | 'state'>): number {
  const length = segment.end - segment.start;
  if (length <= 0) return segment.state === 'ended' ? 1 : 0;
  return Math.min(1, Math.max(0, (segment.position - segment.start) / length));
}

/** Whole percent, rounded down: 100 is said only when nothing is missing. */
export function wholePercent(share: number): number {
  return Math.min(100, Math.max(0, Math.floor(share * 100 + 1e-9)));
}

/**
 * A range for a person: "0 – 45.9 MiB", "45.9 – 91.8 MiB", "900 KiB – 1.4 MiB". The first unit is
 * left out where both ends have the same one. `format` writes a size with its unit after a space.
 */
export function rangeText(start: number, end: number, format: (bytes: number) => string): string {
  const to = format(end);
  if (start === 0) return `0 – ${to}`;
  const from = format(start);
  const unit = /[\s\u00a0\u202f]\S+$/u;
  const same = unit.exec(from)?.[0].trim() === unit.exec(to)?.[0].trim();
  return `${same ? from.replace(unit, '') : from} – ${to}`;
}
