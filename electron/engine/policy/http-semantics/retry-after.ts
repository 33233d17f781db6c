import { parseHttpDate } from './http-date.ts';

/** Longest wait that is reported, in milliseconds: a hundred years, still a safe number. */
const longest = 100 * 365 * 86_400_000;

/**
 * Milliseconds that a Retry-After field asks to wait (RFC 9110 section 10.2.3), or null where it
 * says nothing. A date is measured against the server's own Date field, so a wrong clock on either
 * side does no harm; without one against `wallNow` (milliseconds since the epoch). A date that has
 * passed is 0.
 */
export function retryAfter(value: string, dateHeader: string | null, wallNow: number): number | null {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, longest);
  const until = parseHttpDate(text, wallNow);
  if (until === null) return null;
  const serverNow = dateHeader === null ? null : parseHttpDate(dateHeader, wallNow);
  return Math.min(Math.max(0, until - (serverNow ?? wallNow)), longest);
}
