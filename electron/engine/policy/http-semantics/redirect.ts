import type { Failure } from '../../../../shared/model/reasons.ts';
import type { Result } from '../../../../shared/model/result.ts';
import { fail, ok } from '../../../../shared/model/result.ts';

export const redirectsMost = 20;

/**
 * Where a redirect leads (RFC 9110 section 10.2.2, resolved by the URL standard), or why it is not
 * followed: more than 20 hops, another scheme than http and https, or a step from https to http.
 * `hops` is the number of redirects followed before.
 */
export function judgeRedirect(from: URL, location: string, hops: number): Result<URL, Failure> {
  if (hops >= redirectsMost) return fail({ code: 'server-redirect-loop', facts: { hops } });
  const text = decodeLatin1AsUtf8(location.trim());
  const to = URL.canParse(text, from) ? new URL(text, from) : null;
  if (to === null) return fail({ code: 'server-redirect-refused', facts: { why: 'malformed' } });
  if (to.protocol !== 'http:' && to.protocol !== 'https:') {
    return fail({
      code: 'server-redirect-refused',
      facts: { why: 'scheme', scheme: to.protocol.slice(0, -1) },
    });
  }
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    return fail({ code: 'server-redirect-refused', facts: { why: 'downgrade' } });
  }
  to.hash = '';
  to.username = '';
  to.password = '';
  return ok(to);
}

/** Header text arrives one character a byte; an address in raw UTF-8 is read as such. */
function decodeLatin1AsUtf8(text: string): string {
  if (![...text].some((character) => character > '\x7f')) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    );
  } catch {
    return text;
  }
}
