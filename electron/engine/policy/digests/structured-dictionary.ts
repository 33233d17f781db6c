const longest = 8_192;
const most = 64;

/**
 * The byte sequences of a structured-field dictionary (RFC 9651 section 3.2), as the base64 text
 * between their colons; a member of another type is null. A key that comes again counts the last
 * time. Null where the text is no dictionary: then none of it counts (section 4.2).
 */
export function readByteDictionary(text: string): ReadonlyMap<string, string | null> | null {
  if (text.length > longest) return null;
  const members = new Map<string, string | null>();
  const member =
    /([a-z*][a-z0-9_.*-]*)(?:=(?::([A-Za-z0-9+/=]*):|"(?:[ !#-[\]-~]|\\["\\])*"|\?[01]|@?-?\d{1,15}(?:\.\d{1,3})?|[A-Za-z*][!#$%&'*+.^_`|~:/0-9A-Za-z-]*|\([^()]*\)))?((?:[ ]*;[ ]*[a-z*][a-z0-9_.*-]*(?:=[^,; \t]*)?)*)/y;
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    member.lastIndex = at;
    const found = member.exec(text);
    if (found?.[1] === undefined || members.size >= most) return null;
    members.delete(found[1]);
    members.set(found[1], found[2] ?? null);
    at = skipBlanks(text, member.lastIndex);
    if (at === text.length) return members;
    if (text[at] !== ',') return null;
    at = skipBlanks(text, at + 1);
    // A comma at the end is no dictionary.
    if (at === text.length) return null;
  }
  return members;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}
