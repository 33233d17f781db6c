import { decodeEncodedWords } from './encoded-words.ts';
import { decodePercentUtf8 } from './percent-decoding.ts';
import { bytesOfLatin1, decodeByValidity, decodeCharset } from './text-decoding.ts';

const longest = 16_384;

/**
 * The file name in a Content-Disposition field (RFC 6266, RFC 8187, RFC 2231 section 3), or null
 * where there is none. `value` is the field as Latin-1 text, one character for each byte. The name
 * is not safe for a disk yet: give it to `safeFileName`.
 *
 * Order: `filename*`, `filename*0…`, `filename`; one that cannot be decoded gives way to the next.
 * Read as browsers read it: the first of two equal parameters counts, a missing type, a missing
 * quote and spaces in a token are forgiven, RFC 2047 words and percent escapes are decoded.
 */
export function nameFromContentDisposition(value: string): string | null {
  const parameters = readParameters(value.slice(0, longest));
  const name =
    extendedName(parameters.get('filename*')) ??
    continuedName(parameters) ??
    plainName(parameters.get('filename'));
  return name === null || name.trim() === '' ? null : name.replaceAll('\ufffd', '_');
}

function plainName(value: string | undefined): string | null {
  if (value === undefined) return null;
  return decodePercentUtf8(decodeEncodedWords(decodeByValidity(bytesOfLatin1(value))));
}

/** RFC 8187 section 3.2: charset'language'percent-encoded. */
function extendedName(value: string | undefined): string | null {
  const parts = value === undefined ? null : splitExtended(value);
  return parts === null ? null : decodeExtended(parts.charset, bytesOfEscapes(parts.rest));
}

function splitExtended(value: string): { charset: string; rest: string } | null {
  const match = /^([^'\s]+)'[^']*'(.*)$/s.exec(value.trim());
  return match?.[1] === undefined || match[2] === undefined ? null : { charset: match[1], rest: match[2] };
}

function decodeExtended(charset: string, bytes: Uint8Array | null): string | null {
  return bytes === null || bytes.length === 0 ? null : decodeCharset(bytes, charset);
}

/** Null where a percent sign is not followed by two hexadecimal digits. */
function bytesOfEscapes(text: string): Uint8Array | null {
  if (/%(?![0-9a-f]{2})/i.test(text)) return null;
  return bytesOfLatin1(
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  );
}

/** RFC 2231 section 3: filename*0, filename*1* and so on, from 0, up to the first gap. */
function continuedName(parameters: ReadonlyMap<string, string>): string | null {
  let charset: string | null = null;
  const bytes: number[] = [];
  let index = 0;
  for (; ; index++) {
    const plain = parameters.get(`filename*${index}`);
    const extended = parameters.get(`filename*${index}*`);
    if (extended !== undefined) {
      const parts: { charset: string | null; rest: string } | null =
        index === 0 ? splitExtended(extended) : { charset, rest: extended };
      if (parts === null) return null;
      charset = parts.charset;
      const decoded = bytesOfEscapes(parts.rest);
      if (decoded === null) return null;
      bytes.push(...decoded);
    } else if (plain !== undefined) {
      bytes.push(...bytesOfLatin1(plain));
    } else {
      break;
    }
  }
  if (index === 0) return null;
  const whole = Uint8Array.from(bytes);
  return charset === null ? decodeByValidity(whole) : decodeExtended(charset, whole);
}

/** Parameters by lower-case name, quotes and backslashes undone; the first of equals is kept. */
function readParameters(value: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  let at = 0;
  while (at < value.length) {
    const end = indexOfAny(value, at, ';=');
    if (value[end] !== '=') {
      at = end + 1;
      continue;
    }
    const key = (/\S+$/.exec(value.slice(at, end).trim())?.[0] ?? '').toLowerCase();
    const start = skipSpace(value, end + 1);
    const read = value[start] === '"' ? readQuoted(value, start + 1) : readToken(value, start);
    if (!parameters.has(key)) parameters.set(key, read.text);
    at = read.next;
  }
  return parameters;
}

/** What follows the closing quote up to the next semicolon means nothing. */
function readQuoted(value: string, start: number): { text: string; next: number } {
  let text = '';
  let at = start;
  for (; at < value.length && value[at] !== '"'; at++) {
    if (value[at] === '\\' && at + 1 < value.length) at += 1;
    text += value[at] ?? '';
  }
  return { text, next: indexOfAny(value, at, ';') + 1 };
}

/** A token may hold spaces; a second field joined on by a comma (RFC 9110 5.3) is cut off. */
function readToken(value: string, start: number): { text: string; next: number } {
  const end = indexOfAny(value, start, ';');
  const text = value
    .slice(start, end)
    .trim()
    .replace(/,\s*(?:attachment|inline)$/i, '');
  return { text, next: end + 1 };
}

function skipSpace(value: string, start: number): number {
  let at = start;
  while (value[at] === ' ' || value[at] === '\t') at += 1;
  return at;
}

function indexOfAny(value: string, start: number, characters: string): number {
  let at = start;
  while (at < value.length && !characters.includes(value.charAt(at))) at += 1;
  return at;
}
