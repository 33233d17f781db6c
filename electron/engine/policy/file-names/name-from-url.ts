import { bytesOfPercent } from './percent-decoding.ts';
import { decodeByValidity } from './text-decoding.ts';

/** The name in a URL's last path segment: escapes decoded by validity; null where it is empty. */
export function nameFromUrl(url: URL): string | null {
  const segment = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  if (segment === '') return null;
  const name = decodeByValidity(bytesOfPercent(segment)).replaceAll('\ufffd', '_');
  return name.trim() === '' ? null : name;
}
