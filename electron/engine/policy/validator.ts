import type { HeaderList } from './header-list.ts';
import { headerValue } from './header-list.ts';

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

/** A date is strong only when it is at least a second older than the reply's own Date. */
const secondsApart = 1_000;

export function validatorOf(headers: HeaderList): Validator {
  const etag = headerValue(headers, 'etag');
  const lastModified = headerValue(headers, 'last-modified');
  const date = headerValue(headers, 'date');
  const wellFormed = etag !== null && /^(?:W\/)?"[^"]*"$/.test(etag) ? etag : null;
  return {
    etag: wellFormed,
    lastModified: lastModified !== null && Number.isNaN(Date.parse(lastModified)) ? null : lastModified,
    lastModifiedStrong:
      lastModified !== null && date !== null && Date.parse(date) - Date.parse(lastModified) >= secondsApart,
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

function opaque(etag: string): string {
  return etag.startsWith('W/') ? etag.slice(2) : etag;
}

/** A validator in words for the detail pane and the catalog, or null where there is none. */
export function validatorText(validator: Validator): string | null {
  return validator.etag ?? validator.lastModified;
}
