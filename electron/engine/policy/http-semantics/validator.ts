import type { HeaderList } from '../http-message/header-list.ts';
import { headerValue } from '../http-message/header-list.ts';

/**
 * What a reply says about which representation it is part of (RFC 9110 section 8.8). `etag` is the
 * field as sent, quotes included; a weak one begins with `W/`.
 */
export interface Validator {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Whether Last-Modified is a strong validator here (RFC 9110 section 8.8.2.2). */
  readonly lastModifiedStrong: boolean;
}

export const noValidator: Validator = { etag: null, lastModified: null, lastModifiedStrong: false };

/**
 * Milliseconds by which a date must be older than the reply's own Date to be strong. A second would do (RFC 9110
 * section 8.8.2.2), but Apache keeps to the minute of RFC 7232 and refuses a younger one in If-Range.
 */
const apart = 60_000;

export function validatorOf(headers: HeaderList): Validator {
  const etag = headerValue(headers, 'etag');
  const lastModified = headerValue(headers, 'last-modified');
  const date = headerValue(headers, 'date');
  const wellFormed = etag !== null && /^(?:W\/)?"[^"]*"$/.test(etag) ? etag : null;
  return {
    etag: wellFormed,
    lastModified: lastModified !== null && Number.isNaN(Date.parse(lastModified)) ? null : lastModified,
    lastModifiedStrong:
      lastModified !== null && date !== null && Date.parse(date) - Date.parse(lastModified) >= apart,
  };
}

export function hasStrongEtag(validator: Validator): boolean {
  return validator.etag?.startsWith('"') ?? false;
}

/** The value for If-Range, which must be a strong validator (RFC 9110 section 13.1.5), or null. */
export function ifRangeValue(validator: Validator): string | null {
  if (hasStrongEtag(validator)) return validator.etag;
  return validator.lastModifiedStrong ? validator.lastModified : null;
}

/**
 * Whether two replies are of one representation. `same` needs a strong validator that agrees;
 * `different` needs any that disagrees; without either it is `unknown`.
 */
export function compareValidators(a: Validator, b: Validator): 'same' | 'different' | 'unknown' {
  if (hasStrongEtag(a) && hasStrongEtag(b)) return a.etag === b.etag ? 'same' : 'different';
  const weakEqual = a.etag !== null && b.etag !== null && opaque(a.etag) === opaque(b.etag);
  if (a.etag !== null && b.etag !== null && !weakEqual) return 'different';
  if (a.lastModified !== null && b.lastModified !== null) {
    if (Date.parse(a.lastModified) !== Date.parse(b.lastModified)) return 'different';
    if (a.lastModifiedStrong && b.lastModifiedStrong) return 'same';
  }
  return 'unknown';
}

/**
 * Whether two validators that are `different` are so in their entity tags only, as between the nodes
 * of one host that tag the same file each in its own way: the dates are strong and agree.
 */
export function differInEtagOnly(a: Validator, b: Validator): boolean {
  if (a.lastModified === null || b.lastModified === null) return false;
  if (!a.lastModifiedStrong || !b.lastModifiedStrong) return false;
  return Date.parse(a.lastModified) === Date.parse(b.lastModified);
}

/** What two replies of one representation say alike. */
export function commonValidator(a: Validator, b: Validator): Validator {
  const sameDate = a.lastModified === b.lastModified;
  return {
    etag: a.etag === b.etag ? a.etag : null,
    lastModified: sameDate ? a.lastModified : null,
    lastModifiedStrong: sameDate && a.lastModifiedStrong && b.lastModifiedStrong,
  };
}

function opaque(etag: string): string {
  return etag.startsWith('W/') ? etag.slice(2) : etag;
}

/** A validator in words for the detail pane and the catalog, or null where there is none. */
export function validatorText(validator: Validator): string | null {
  return validator.etag ?? validator.lastModified;
}
