/** Chromium alone knows no `app:`; its pages are shown under this host of a scheme that it knows. */
const stand = 'https://';
const end = '.electron-double.invalid';

/** `app://tributary/x` as the address that Chromium is given. */
export function shownAddress(address: string): string {
  const url = new URL(address);
  return `${stand}${url.host}.${url.protocol.slice(0, -1)}${end}${url.pathname}${url.search}${url.hash}`;
}

/** Back again; null for an address that is not the double's. */
export function realAddress(shown: string): string | null {
  if (!URL.canParse(shown)) return null;
  const url = new URL(shown);
  if (url.protocol !== 'https:' || !url.host.endsWith(end)) return null;
  const [host, scheme] = splitLast(url.host.slice(0, -end.length));
  return `${scheme}://${host}${url.pathname}${url.search}${url.hash}`;
}

function splitLast(text: string): readonly [string, string] {
  const dot = text.lastIndexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
