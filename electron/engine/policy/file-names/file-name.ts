import { nameFromContentDisposition } from './content-disposition.ts';
import { nameFromUrl } from './name-from-url.ts';
import { decodePercentUtf8, hasPercent } from './percent-decoding.ts';
import { hasReservedExtension, isReservedName } from './reserved-names.ts';
import { extensionForType } from './type-extension.ts';

/** Longest name of a file in bytes of UTF-8 on the file systems in use. */
const componentBytes = 255;
/** Room for the ending of the longest sidecar. */
const sidecarBytes = '.part.tributary'.length;
/** Room for ` (99)`. */
const numberBytes = 5;

/** Longest name that `safeFileName` gives, in bytes of UTF-8. */
export const safeNameBytes = componentBytes - sidecarBytes - numberBytes;
/** Longest name that `numberedName` gives, in bytes of UTF-8. */
export const numberedNameBytes = componentBytes - sidecarBytes;

const keptEndingBytes = 32;
const fallbackName = 'download';
const longestRaw = 4_096;

/** Bidi controls (all 12) and other characters that show nothing and make a name read as another. */
const invisible =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
const forbidden = /[<>:"/\\|?*\ufffd\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/**
 * One character of UTF-8 in escapes. Each is decoded by itself: escapes beside it that spell nothing
 * must not keep it from being seen, and a part of a name is decoded as it was in the whole.
 */
const escapedCharacter =
  /%[0-7][0-9a-f]|%(?:c[2-9a-f]|d[0-9a-f])%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-4](?:%[89ab][0-9a-f]){3}/gi;

export interface FileNameOptions {
  /** Extension without its dot, added where the name has none. */
  readonly extensionForType?: string | null;
}

/**
 * The one way from any text (header, link, metalink, user) to a name for a file: one component of
 * a path that is safe on every system, at most `safeNameBytes` bytes of UTF-8. A name that is safe
 * already comes back as it is.
 *
 * - Percent escapes that spell UTF-8 are decoded until none is left, then only what follows the
 *   last `/` or `\` (and a drive letter) counts.
 * - Invisible controls go; characters that some system forbids become `_`.
 * - White space at both ends and dots at the end go; a leading `.` or `~` becomes `_`, so that no
 *   server can place a hidden file (`.htaccess` → `_htaccess`).
 * - Device names get `_` before them; extensions that act (`.lnk`) or that are our own (`.part`,
 *   `.tributary`) get `.download` after them, so no target is another download's part file.
 * - Where nothing is left: "download".
 */
export function safeFileName(raw: string, options: FileNameOptions = {}): string {
  return finish(cleanName(raw) ?? fallbackName, options.extensionForType ?? null);
}

/**
 * Name of a new download: the server's, else the address's, else "download". The type adds an
 * extension where the name has none; `text/plain` only to "download", since README and Makefile
 * are whole names.
 */
export function chooseName(from: {
  /** Content-Disposition as Latin-1 text, as it came over the wire. */
  readonly contentDisposition: string | null;
  readonly url: URL;
  readonly contentType: string | null;
}): string {
  const extension = extensionForType(from.contentType);
  const given =
    cleanName(nameFromContentDisposition(from.contentDisposition ?? '') ?? '') ??
    cleanName(nameFromUrl(from.url) ?? '');
  return given === null
    ? finish(fallbackName, extension)
    : finish(given, extension === 'txt' ? null : extension);
}

/** `name (n).ext`; `.tar.gz` and its like stay whole. At most `numberedNameBytes` bytes. */
export function numberedName(name: string, n: number): string {
  const { stem, ending } = splitName(name);
  const tail = ` (${n})${ending}`;
  return cutBytes(stem, numberedNameBytes - utf8Length(tail)) + tail;
}

/** Null where nothing of the text can be used. */
function cleanName(raw: string): string | null {
  const whole = decodeFully(raw.slice(-longestRaw).toWellFormed()).trim();
  const base = whole.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  const name = base
    .replace(/^[a-z]:/i, '')
    .replace(forbidden, '_')
    .replace(/^\s+|[\s.]+$/gu, '');
  return name === '' ? null : name.replace(/^[.~]/, '_');
}

/** Takes invisible characters and escapes away until neither is left. */
function decodeFully(text: string): string {
  let current = text.replace(invisible, '');
  for (let round = 0; round < 32 && hasPercent(current); round++) {
    const once = current.replace(/%(?:25)+(?=[0-9a-f]{2})/gi, '%');
    const next = once.replace(escapedCharacter, decodePercentUtf8).replace(invisible, '');
    if (next === current) return next;
    current = next;
  }
  return current;
}

function finish(name: string, extension: string | null): string {
  const wanted = extension !== null && /^[a-z0-9]{1,10}$/i.test(extension) ? `.${extension}` : '';
  const typed = splitName(name).ending === '' ? name + wanted : name;
  const harmless = cutName(hasReservedExtension(typed) ? `${typed}.download` : typed);
  return isReservedName(harmless) ? cutName(`_${harmless}`) : harmless;
}

/** Cuts the stem so that the whole fits. A cut that lays a reserved extension bare unmakes it. */
function cutName(name: string): string {
  if (utf8Length(name) <= safeNameBytes) return name;
  const { stem, ending } = splitName(name);
  const cut = cutBytes(stem, safeNameBytes - utf8Length(ending)) + ending;
  const trimmed = cut.replace(/[\s.]+$/u, '');
  return hasReservedExtension(trimmed) ? trimmed.replace(/\.(?=[^.]*$)/, '_') : trimmed;
}

/** `ending` begins with its dot; empty where what follows the last dot is no extension. */
function splitName(name: string): { stem: string; ending: string } {
  const match = /(?:\.tar)?\.[^.\s]+$/i.exec(name);
  if (match === null || match.index === 0 || utf8Length(match[0]) > keptEndingBytes) {
    return { stem: name, ending: '' };
  }
  return { stem: name.slice(0, match.index), ending: match[0] };
}

/** The longest beginning of `text` that has at most `most` bytes of UTF-8, on a code-point boundary. */
function cutBytes(text: string, most: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
