import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import { isFieldName, isFieldValue } from '../../policy/http-message/header-list.ts';
import type { HttpRequest } from '../../ports/transport.ts';

const writtenHere = new Set(
  'host connection content-length transfer-encoding te upgrade proxy-connection'.split(' '),
);

/** What a proxy that takes the request itself is told; the value is made of what it asked for, or null. */
export interface RelayFields {
  readonly authorization: string | null;
}

/**
 * The target of a GET request (RFC 9112 section 3.2): the URL's path and query as they stand, and for a
 * proxy that takes the request itself all of the URL but its user and fragment.
 */
export function requestTarget(url: URL, relayed: boolean): string {
  return `${relayed ? url.origin : ''}${url.pathname}${url.search}`;
}

/**
 * The head of a GET request as latin1 text (RFC 9112 section 3). Fails with `user-bad-input` when a header could change the framing of the request: a
 * name that is no token, a control character in a value, or a field that is the transport's own.
 */
export function requestHead(
  request: Pick<HttpRequest, 'url' | 'headers'>,
  relay: RelayFields | null = null,
): Result<string, Failure> {
  const { url } = request;
  const target = requestTarget(url, relay !== null);
  let text = `GET ${target} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: keep-alive\r\n`;
  const login = relay?.authorization ?? null;
  if (login !== null) text += `Proxy-Authorization: ${login}\r\n`;
  for (const [name, content] of request.headers) {
    if (!isFieldName(name) || !isFieldValue(content) || writtenHere.has(name.toLowerCase())) {
      return fail({ code: 'user-bad-input', facts: { fault: 'header' } });
    }
    // The caller's is for the server: a proxy in between would take it for its own.
    if (relay !== null && name.toLowerCase() === 'proxy-authorization') continue;
    text += `${name}: ${content}\r\n`;
  }
  return ok(`${text}\r\n`);
}
