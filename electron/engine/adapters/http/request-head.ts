import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import type { HttpRequest } from '../../ports/transport.ts';

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Field values and request targets: no control characters, nothing beyond latin1 (RFC 9110 section 5.5). */
const value = /^[\t\x20-\x7e\x80-\xff]*$/;
const writtenHere = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'te', 'upgrade']);

/**
 * The head of a GET request as latin1 text (RFC 9112 section 3). The target is the URL's path and query
 * as they stand. Fails with `user-bad-input` when a header could change the framing of the request: a
 * name that is no token, a control character in a value, or a field that is the transport's own.
 */
export function requestHead(request: Pick<HttpRequest, 'url' | 'headers'>): Result<string, Failure> {
  const { url } = request;
  let text = `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: keep-alive\r\n`;
  for (const [name, content] of request.headers) {
    if (!token.test(name) || !value.test(content) || writtenHere.has(name.toLowerCase())) {
      return fail({ code: 'user-bad-input', facts: { fault: 'header' } });
    }
    text += `${name}: ${content}\r\n`;
  }
  return ok(`${text}\r\n`);
}
