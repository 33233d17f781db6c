import { isFieldName, isFieldValue, type HeaderList } from '../http-message/header-list.ts';

/** Headers that the transport and the engine write themselves: another value would break the bytes. */
const ownHeaders = new Set(
  'host connection range if-range accept-encoding te transfer-encoding content-length upgrade expect keep-alive trailer proxy-connection'.split(
    ' ',
  ),
);

/** Whether a header is the program's own to write. */
export function isOwnHeader(name: string): boolean {
  return ownHeaders.has(name.toLowerCase());
}

/** Of headers that somebody gave, those that a request may be sent with. */
export function sendableHeaders(headers: HeaderList): HeaderList {
  return headers.filter(([name, value]) => isFieldName(name) && isFieldValue(value) && !isOwnHeader(name));
}
