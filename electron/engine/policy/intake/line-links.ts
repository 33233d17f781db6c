/** A link in a line of text: half-open range of characters and the address, as the URL standard writes it. */
export interface LineLink {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  /** What followed `#`, without it; the address is given without. */
  readonly fragment: string;
}

const longestUrl = 16_384;

const schemes =
  /(?<![a-z0-9+.-])(?:(https?:\/\/)|(?:ftps?|sftp|file|wss?|ed2k|thunder|rsync|blob|ipfs):\/\/|(?:magnet|data|javascript|mailto|blob|about):)/gi;

/** The http and https links of one line, in order. Links of other schemes are passed over whole. */
export function linksOfLine(line: string): readonly LineLink[] {
  const found: LineLink[] = [];
  const scan = new RegExp(schemes);
  for (let match = scan.exec(line); match !== null; match = scan.exec(line)) {
    const start = match.index;
    const end = match[1] === undefined ? endOfToken(line, start) : endOfLink(line, start);
    const link = match[1] === undefined ? null : readLink(line.slice(start, end));
    if (link !== null) found.push({ start, end, ...link });
    scan.lastIndex = Math.max(end, start + match[0].length);
  }
  return found;
}

/** A whole line that is `host.tld/path` without a scheme, as https; else null. */
export function bareLink(line: string): { url: string; fragment: string } | null {
  const text = line.trim();
  if (
    text.length > longestUrl ||
    !/^(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,10}[a-z]{2,24}(?::\d{1,5})?\/[^\s<>"]+$/i.test(text)
  ) {
    return null;
  }
  return readLink(`https://${text}`);
}

/** Null for what is no http or https address with a host. */
export function readLink(text: string): { url: string; fragment: string } | null {
  if (text.length > longestUrl || !URL.canParse(text)) return null;
  const url = new URL(text);
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null;
  const fragment = url.hash.slice(1);
  url.hash = '';
  return { url: url.href, fragment };
}

const closers: Readonly<Record<string, string>> = {
  '<': '>',
  '"': '"',
  "'": "'",
  '`': '`',
  '\u201c': '\u201d',
  '\u2018': '\u2019',
};

function endOfLink(line: string, start: number): number {
  const token = endOfToken(line, start);
  const before = line.charAt(start - 1);
  const closer = closers[before];
  const closed = closer === undefined ? -1 : line.slice(start, token + 1).indexOf(closer);
  if (closed !== -1) return start + closed;
  if (before === '(' && line.charAt(start - 2) === ']') return endOfBalanced(line, start, token);
  return endWithoutPunctuation(line, start, separator(line, start, token));
}

/** White space and characters that no address holds end it; a script or data goes on past quotes. */
function endOfToken(line: string, start: number): number {
  const stop = /^(?:javascript|data):/i.test(line.slice(start, start + 11)) ? /\s/g : /[\s<>"`\u201c\u201d]/g;
  stop.lastIndex = start;
  return stop.exec(line)?.index ?? line.length;
}

/** `a,https://b`: a second address right after a separator is one of its own. */
function separator(line: string, start: number, end: number): number {
  const next = /[,;|]https?:\/\//i.exec(line.slice(start, end));
  return next === null ? end : start + next.index;
}

/** Markdown: up to the parenthesis that closes the one before the address. */
function endOfBalanced(line: string, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    if (line[at] === '(') depth += 1;
    if (line[at] === ')' && --depth < 0) return at;
  }
  return end;
}

const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const punctuation =
  /[.,;:!?'*\u2026\u2019\u201d\u3001\u3002\uff0c\uff01\uff1f\uff1b\uff1a\uff09\u300d\u300f\u3011\u300b]/;

/** Prose puts signs after an address; a bracket belongs to it only where it was opened in it. */
function endWithoutPunctuation(line: string, start: number, end: number): number {
  const counts = new Map<string, number>();
  for (let at = start; at < end; at++) {
    const character = line.charAt(at);
    if ('()[]{}'.includes(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  let last = end;
  for (; last > start; last--) {
    const character = line.charAt(last - 1);
    const opener = pairs[character];
    if (opener === undefined) {
      if (!punctuation.test(character)) break;
      continue;
    }
    const closed = counts.get(character) ?? 0;
    if (closed <= (counts.get(opener) ?? 0)) break;
    counts.set(character, closed - 1);
  }
  return last;
}
