/**
 * HTML as lines of plain text in which every absolute link stands as `<url>`: what the link reader
 * needs, in one pass over the text. The words inside a link are left out, since they often repeat
 * the address, cut short.
 */
export function linesOfHtml(html: string): string {
  const parts: string[] = [];
  const lower = html.toLowerCase();
  let inLink = false;
  let inPre = false;
  let at = 0;
  const say = (text: string) => {
    if (!inLink) parts.push(decodeEntities(text.replace(inPre ? /\t/g : /\s+/g, ' ')));
  };
  while (at < html.length) {
    const open = html.indexOf('<', at);
    say(html.slice(at, open === -1 ? html.length : open));
    if (open === -1) break;
    const name = tagName(lower, open);
    const close = html.indexOf(name === '!--' ? '-->' : '>', open);
    if (name === '' || close === -1) {
      say('<');
      at = open + 1;
      if (close === -1) {
        say(html.slice(at));
        break;
      }
      continue;
    }
    // Where the page is from is no link on it.
    const links = name.startsWith('/') || name === 'base' ? [] : linksOfTag(html.slice(open, close + 1));
    if (name === 'a') inLink = links.length > 0;
    if (name === '/a') inLink = false;
    if (name === 'pre' || name === '/pre') inPre = name === 'pre';
    if (lineBreakers.has(name.replace('/', ''))) parts.push('\n');
    for (const link of links) parts.push(` <${link}> `);
    at = close + 1;
    if (name === 'script' || name === 'style') {
      const end = lower.indexOf(`</${name}`, at);
      at = end === -1 ? html.length : end;
    }
  }
  return parts.join('');
}

/** Whether a text has HTML in it: a tag that links or lays out, or an attribute with a link. */
export function looksLikeHtml(text: string): boolean {
  return (
    /<\/?(?:a|html|body|div|p|span|table|tr|td|ul|ol|li|pre|img|br|h[1-6])(?:\s[^<>]{0,4096})?\/?>/i.test(
      text,
    ) || /\b(?:href|src)=["']/i.test(text)
  );
}

/**
 * The address that a page says it is from: its `<base>`, or the comment with which browsers mark a page
 * that they save. Null where it says none, or none of http and https.
 */
export function pageOfHtml(html: string): URL | null {
  const base = /<base\s[^<>]{0,4096}?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(html);
  const saved = /<!--\s*saved from url=\(\d{4}\)(\S{1,16384})/i.exec(html)?.[1];
  const text = decodeEntities(base?.[1] ?? base?.[2] ?? base?.[3] ?? saved ?? '');
  if (!/^https?:/i.test(text.trim()) || !URL.canParse(text)) return null;
  return new URL(text);
}

const lineBreakers = new Set(
  'address article blockquote body br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section table tbody tr ul'.split(
    ' ',
  ),
);

const longestTag = 32_768;

/** Lower-case, with a leading slash for an end tag; `!--` for a comment; empty where it is no tag. */
function tagName(lower: string, open: number): string {
  const head = lower.slice(open + 1, open + 24);
  if (head.startsWith('!--')) return '!--';
  return /^(?:\/?[a-z][a-z0-9-]*(?=[\s/>])|!doctype|\?xml)/.exec(head)?.[0] ?? '';
}

function linksOfTag(tag: string): string[] {
  const links: string[] = [];
  const attribute = /\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
  for (const match of tag.slice(0, longestTag).matchAll(attribute)) {
    const value = decodeEntities(match[1] ?? match[2] ?? match[3] ?? '').trim();
    if (/^https?:\/\//i.test(value)) links.push(value.replace(/[\s<>]/g, encodeURIComponent));
  }
  return links;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** The entities that stand in addresses; any other stays as it is written. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal, hex, name) => {
    const code =
      decimal === undefined ? (hex === undefined ? null : parseInt(String(hex), 16)) : Number(decimal);
    if (code !== null) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return entities[String(name).toLowerCase()] ?? whole;
  });
}
