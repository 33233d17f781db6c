/** A name to show for a link until the server has told the real one: the end of its path, else its host. */
export function linkName(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, host } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '');
  if (last === undefined) return host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** A link as a person reads it: its path decoded, but for what cannot be seen or breaks the line. */
export function readableLink(url: string): string {
  if (!URL.canParse(url)) return url;
  try {
    return decodeURI(url).replace(/[\p{C}\p{Z}]/gu, encodeURIComponent);
  } catch {
    return url;
  }
}
