import type { HeaderList } from '../http-message/header-list.ts';

/** A mirror that a server names (RFC 6249 section 3). The smallest priority is asked first. */
export interface NamedMirror {
  readonly url: URL;
  readonly priority: number;
  /** ISO 3166 code, lower-case; empty where none is named. */
  readonly geo: string;
}

export interface LinkFields {
  readonly mirrors: readonly NamedMirror[];
  /** Address of a metalink that describes the file. */
  readonly metalink: URL | null;
}

const mostMirrors = 16;
const mostLinks = 1_000;
const longest = 65_536;
const lastPriority = 999_999;

/**
 * What the Link fields (RFC 8288) of a reply from `base` say about the same file elsewhere: its
 * mirrors (`rel=duplicate`), the 16 of the best priority, and a metalink (`rel=describedby`, by its
 * type). http and https only, and never the address itself.
 */
export function readLinkFields(headers: HeaderList, base: URL): LinkFields {
  const mirrors: NamedMirror[] = [];
  let metalink: URL | null = null;
  const known = new Set([base.href]);
  for (const { target, parameters } of linksIn(headers)) {
    const relations = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/);
    const url = webAddress(target, base);
    // A link with an anchor speaks of another resource than this one.
    if (url === null || parameters.has('anchor')) continue;
    if (relations.includes('duplicate') && !known.has(url.href)) {
      known.add(url.href);
      const priority = wholeNumber(parameters.get('pri'));
      const geo = (parameters.get('geo') ?? '').toLowerCase();
      mirrors.push({ url, priority, geo: /^[a-z]{2}$/.test(geo) ? geo : '' });
    }
    const type = (parameters.get('type') ?? '').toLowerCase();
    if (
      metalink === null &&
      relations.includes('describedby') &&
      /^application\/metalink4?\+xml\b/.test(type)
    )
      metalink = url;
  }
  return { mirrors: mirrors.toSorted((a, b) => a.priority - b.priority).slice(0, mostMirrors), metalink };
}

interface Link {
  readonly target: string;
  readonly parameters: ReadonlyMap<string, string>;
}

function* linksIn(headers: HeaderList): Generator<Link, void, undefined> {
  let count = 0;
  for (const [name, value] of headers) {
    if (name !== 'link') continue;
    for (const link of linksOf(value.slice(0, longest))) {
      if ((count += 1) > mostLinks) return;
      yield link;
    }
  }
}

/** The links of one field; the first thing that is none ends it. */
function* linksOf(text: string): Generator<Link, void, undefined> {
  const start = /[\s,]*<([^<>"]{0,16384})>/y;
  const parameter = /\s*;\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y;
  for (let at = 0; at < text.length;) {
    start.lastIndex = at;
    const found = start.exec(text);
    if (found === null) return;
    at = start.lastIndex;
    const parameters = new Map<string, string>();
    for (;;) {
      parameter.lastIndex = at;
      const next = parameter.exec(text);
      if (next === null) break;
      at = parameter.lastIndex;
      const key = (next[1] ?? '').toLowerCase();
      // Of a parameter that comes twice the first counts (RFC 8288 section 3.3).
      if (!parameters.has(key)) parameters.set(key, next[2]?.replace(/\\(.)/g, '$1') ?? next[3] ?? '');
    }
    yield { target: found[1] ?? '', parameters };
  }
}

function webAddress(target: string, base: URL): URL | null {
  if (!URL.canParse(target, base.href)) return null;
  const url = new URL(target, base.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

function wholeNumber(text: string | undefined): number {
  const value = /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;
  return value >= 1 ? value : lastPriority;
}
