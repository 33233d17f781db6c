import type { AddressSpace } from '../../../../shared/model/address-space.ts';
import type { Checksum } from '../../../../shared/model/checksum.ts';
import { checksumAlgorithms } from '../../../../shared/model/checksum.ts';
import { readChecksumLine } from '../digests/checksum-line.ts';
import { spaceOfHost } from '../privacy/address-privacy.ts';
import { linesOfHtml, looksLikeHtml, pageOfHtml } from './html-lines.ts';
import type { LineLink } from './line-links.ts';
import { bareLink, linksOfLine } from './line-links.ts';
import { nameFromUrl } from '../file-names/name-from-url.ts';

/** Links found in one text at most, and mirrors of one link. */
export const mostLinks = 10_000;
const mostMirrors = 100;
const longestText = 16 * 1_024 * 1_024;

export interface FoundLink {
  readonly url: string;
  readonly mirrors: readonly string[];
  /** A sum that stood beside the link. */
  readonly checksum: Checksum | null;
  /** Where the page lies that the link is from; absent where the text does not tell of one. */
  readonly reach?: AddressSpace;
}

interface Found {
  readonly url: string;
  readonly mirrors: string[];
  checksum: Checksum | null;
}

/**
 * The http and https links in pasted or dropped text: one a line, in prose, in HTML, in Markdown, in
 * `<>`; a line that is only `host.tld/path` counts as https. Order kept, repeats dropped, fragments
 * cut off, at most `mostLinks`. Further links on a line parted by tabs are mirrors of the first.
 *
 * A sum is attached to a link when it stands on the line of that one link, in its `#sha256=…`, alone
 * on the line below, in an indented `checksum=…` below, or in a sums-file line with the link's name.
 * HTML that says where it is from (`<base>`, or the mark of a saved page) gives its links the space of
 * that place, so that a page of the web names no address of a private network (row F7).
 *
 * Never throws; time grows linearly with the text.
 */
export function findLinks(text: string): FoundLink[] {
  const bounded = text.slice(0, longestText);
  const html = looksLikeHtml(bounded);
  const plain = html ? linesOfHtml(bounded) : bounded;
  const page = html ? pageOfHtml(bounded) : null;
  const links = new Map<string, Found>();
  const sums = new Map<string, Checksum>();
  let above: Found | null = null;
  for (const line of plain.split(/\r\n|\r|\n/)) {
    if (line.trim() === '') continue;
    const onLine = linksOfLine(line);
    if (onLine.length === 0) {
      const bare = bareLink(line);
      if (bare === null) {
        readSumLine(line, above, sums);
        continue;
      }
      above = keep(links, bare.url, [], sumOfFragment(bare.fragment));
    } else {
      above = keepLine(links, line, onLine);
    }
    if (links.size >= mostLinks) break;
  }
  for (const found of links.values()) found.checksum ??= sumOfName(found.url, sums);
  const reach = page === null ? {} : { reach: spaceOfHost(page.hostname) ?? 'public' };
  return [...links.values()].map((link) => ({ ...link, ...reach }));
}

/** Returns the link that a sum on the next line would belong to. */
function keepLine(links: Map<string, Found>, line: string, onLine: readonly LineLink[]): Found | null {
  const first = onLine[0];
  if (first === undefined) return null;
  if (onLine.length === 1)
    return keep(links, first.url, [], sumBeside(line, first) ?? sumOfFragment(first.fragment));
  if (areMirrors(line, onLine)) {
    return keep(
      links,
      first.url,
      onLine.slice(1),
      sumBeside(line, ...onLine) ?? sumOfFragment(first.fragment),
    );
  }
  for (const link of onLine) {
    if (links.size >= mostLinks) break;
    keep(links, link.url, [], sumOfFragment(link.fragment));
  }
  return null;
}

function keep(
  links: Map<string, Found>,
  url: string,
  mirrors: readonly LineLink[],
  checksum: Checksum | null,
): Found {
  const found = links.get(url) ?? { url, mirrors: [], checksum: null };
  links.set(url, found);
  found.checksum ??= checksum;
  for (const mirror of mirrors.slice(0, mostMirrors)) {
    const known = mirror.url === url || found.mirrors.includes(mirror.url);
    if (!known && found.mirrors.length < mostMirrors) found.mirrors.push(mirror.url);
  }
  return found;
}

/** Whether the links stand in fields of their own, parted by tabs. */
function areMirrors(line: string, onLine: readonly LineLink[]): boolean {
  return onLine.every((link, index) => {
    const next = onLine[index + 1];
    const between = line.slice(link.end, next?.start ?? line.length);
    return next === undefined ? /^\s*(?:\t|$)/.test(between) : /^\s*\t\s*$/.test(between);
  });
}

/** The strongest sum on a line, outside its links. */
function sumBeside(line: string, ...onLine: readonly LineLink[]): Checksum | null {
  let rest = '';
  let at = 0;
  for (const link of onLine) {
    rest += `${line.slice(at, link.start)} `;
    at = link.end;
  }
  rest = `${rest}${line.slice(at)}`.trim().slice(0, 8_192);
  const whole = readChecksumLine(rest);
  if (whole.ok) return whole.value.checksum;
  let best: Checksum | null = null;
  for (const [token] of rest.matchAll(
    /(?<![\w-])(?:[0-9a-f]{32,128}|(?:sha1|sha256|sha384|sha512)-[\w+/]+={0,2})(?!\w)/gi,
  )) {
    const read = readChecksumLine(token);
    if (read.ok && (best === null || rank(read.value.checksum) > rank(best))) best = read.value.checksum;
  }
  return best;
}

function rank(checksum: Checksum): number {
  return checksumAlgorithms.indexOf(checksum.algorithm);
}

/** `#sha256=…`, as package indexes write it. */
function sumOfFragment(fragment: string): Checksum | null {
  if (!/^[a-z0-9-]{3,8}[=:]/i.test(fragment)) return null;
  const read = readChecksumLine(fragment);
  return read.ok && read.value.name === null ? read.value.checksum : null;
}

/** A line without a link: a sum of the link above, or of a file by its name. */
function readSumLine(line: string, above: Found | null, sums: Map<string, Checksum>): void {
  const option = /^\s+checksum=(.*)$/i.exec(line)?.[1];
  const read = readChecksumLine(option ?? line);
  if (!read.ok) return;
  const { checksum, name } = read.value;
  if (option !== undefined || name === null) {
    if (above !== null) above.checksum ??= checksum;
    return;
  }
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const known = sums.get(base);
  if (known === undefined || rank(checksum) > rank(known)) sums.set(base, checksum);
}

function sumOfName(url: string, sums: ReadonlyMap<string, Checksum>): Checksum | null {
  if (sums.size === 0) return null;
  return sums.get(nameFromUrl(new URL(url)) ?? '') ?? null;
}
