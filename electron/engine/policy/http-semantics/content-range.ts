import type { ByteRange } from '../../../../shared/model/byte-range.ts';

/** What a Content-Range field says; `range` is half-open, `total` null for `*`. */
export type ContentRange =
  | { readonly kind: 'part'; readonly range: ByteRange; readonly total: number | null }
  | { readonly kind: 'unsatisfied'; readonly total: number | null };

/**
 * Reads Content-Range (RFC 9110 section 14.4). The unit may be missing or joined with `=`, as some
 * servers write it; another unit, arithmetic that cannot be true and numbers that are not exact
 * give null.
 */
export function parseContentRange(value: string): ContentRange | null {
  const match =
    /^\s*(?:bytes\s*[=\s]\s*|bytes:\s*)?(?:(\d{1,20})\s*-\s*(\d{1,20})|(\*))\s*\/\s*(\d{1,20}|\*)\s*$/i.exec(
      value,
    );
  if (match === null) return null;
  const [, first, last, star, all] = match;
  const total = all === '*' || all === undefined ? null : exact(all);
  if (all !== '*' && total === null) return null;
  if (star !== undefined) return { kind: 'unsatisfied', total };
  const start = exact(first ?? '');
  const lastByte = exact(last ?? '');
  if (start === null || lastByte === null || lastByte < start) return null;
  const end = lastByte + 1;
  if (!Number.isSafeInteger(end) || (total !== null && end > total)) return null;
  return { kind: 'part', range: { start, end }, total };
}

function exact(digits: string): number | null {
  const value = Number(digits);
  return digits !== '' && Number.isSafeInteger(value) ? value : null;
}
