import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import { contentLength } from './content-length.ts';
import { trimBlanks, type StatusAndHeaders } from './reply-head.ts';

/** How the end of a body is found (RFC 9112 section 6.3). Lengths are bytes. */
export type BodyFraming =
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' }
  | { readonly kind: 'none' };

export interface FramingDecision {
  readonly framing: BodyFraming;
  /** Whether another request may follow on the connection, once the body has ended cleanly. */
  readonly persistent: boolean;
}

/**
 * Framing of the reply to a GET (RFC 9112 section 6.3), and whether its connection persists
 * (section 9.3). Fails with `server-protocol` or `server-too-large`.
 *
 * Transfer-Encoding overrides Content-Length, and such a connection is not used again, because the two
 * fields together are a sign of a peer that frames wrongly (section 6.1). The same holds for
 * Transfer-Encoding from an HTTP/1.0 peer.
 */
export function bodyFraming(reply: StatusAndHeaders): Result<FramingDecision, Failure> {
  const lengths = valuesOf(reply, 'content-length');
  const codings = members(reply, 'transfer-encoding');
  const persists = isPersistent(reply);

  if (reply.status === 204 || reply.status === 304) {
    return ok({ framing: { kind: 'none' }, persistent: persists });
  }
  if (codings.length > 0 && !(codings.length === 1 && codings[0] === 'identity')) {
    // No TE header is sent, so chunked is the only coding a server may apply (section 7.4).
    if (codings.length !== 1 || codings[0] !== 'chunked') {
      return fail({ code: 'server-protocol', facts: { fault: 'transfer-encoding' } });
    }
    const doubtful = lengths.length > 0 || reply.version === '1.0';
    return ok({ framing: { kind: 'chunked' }, persistent: persists && !doubtful });
  }

  const length = contentLength(lengths);
  if (!length.ok) return length;
  if (length.value === null) return ok({ framing: { kind: 'until-close' }, persistent: false });
  return ok({
    framing: { kind: 'length', length: length.value },
    persistent: persists && codings.length === 0,
  });
}

function isPersistent(reply: StatusAndHeaders): boolean {
  const options = members(reply, 'connection');
  if (options.includes('close')) return false;
  return reply.version === '1.1' || options.includes('keep-alive');
}

function valuesOf(reply: StatusAndHeaders, name: string): readonly string[] {
  return reply.headers.filter((header) => header[0] === name).map((header) => header[1]);
}

/** The comma-separated members of all fields of this name, in lower case. */
function members(reply: StatusAndHeaders, name: string): readonly string[] {
  return valuesOf(reply, name).flatMap((value) =>
    value.split(',').map((member) => trimBlanks(member).toLowerCase()),
  );
}
