/**
 * The Cookie field of a request (RFC 6265 section 4.2): what the user set for this server, then what
 * the servers set. Of one name the server's is newer and takes its place. Null where there is none.
 */
export function cookieHeader(own: readonly string[], jar: string | null): string | null {
  const pairs = (text: string): string[] =>
    text
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '');
  const set = jar === null ? [] : pairs(jar);
  const names = new Set(set.map(nameOf));
  const kept = own.flatMap(pairs).filter((pair) => !names.has(nameOf(pair)));
  const all = [...kept, ...set];
  return all.length === 0 ? null : all.join('; ');
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}
