import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import { trimBlanks } from './reply-head.ts';

/**
 * The length in bytes that the Content-Length fields of one reply name, or null without any.
 *
 * Equal repeats, in one field (`42, 42`) or in several, are one length (RFC 9110 section 8.6). They are
 * compared as text, so `030` and `30` are in conflict. A conflict, an empty member and anything but
 * digits is `server-protocol`; a length that a number cannot hold exactly is `server-too-large`.
 */
export function contentLength(values: readonly string[]): Result<number | null, Failure> {
  let digits: string | null = null;
  for (const value of values) {
    for (const member of value.split(',')) {
      const text = trimBlanks(member);
      if (!/^[0-9]+$/.test(text)) return invalid();
      if (digits !== null && digits !== text) return invalid();
      digits = text;
    }
  }
  if (digits === null) return ok(null);

  const significant = digits.replace(/^0+/, '');
  const length = significant.length > 16 ? Infinity : Number(significant);
  if (length > Number.MAX_SAFE_INTEGER) return fail({ code: 'server-too-large' });
  return ok(length);
}

function invalid(): Result<never, Failure> {
  return fail({ code: 'server-protocol', facts: { fault: 'content-length' } });
}
