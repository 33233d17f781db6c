import { bytesOfLatin1, decodeCharset } from './text-decoding.ts';

/**
 * Decodes the words `=?charset?B|Q?text?=` of RFC 2047 in a text. Words that only white space parts
 * are one run (section 6.2), and where one run keeps one charset its bytes are decoded together,
 * since senders cut in the middle of a character. A word that cannot be decoded stays as it is.
 */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  const run = /=\?[^?\s]{1,64}\?[bq]\?[^?]*\?=(?:\s+=\?[^?\s]{1,64}\?[bq]\?[^?]*\?=)*/gi;
  return text.replace(run, (words) => decodeRun(words) ?? words);
}

function decodeRun(words: string): string | null {
  const groups: { charset: string; bytes: number[] }[] = [];
  for (const [, label, kind, payload] of words.matchAll(/=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi)) {
    if (label === undefined || kind === undefined || payload === undefined) return null;
    const charset = label.toLowerCase().replace(/\*.*$/, '');
    const bytes = kind.toLowerCase() === 'b' ? base64Bytes(payload) : quotedBytes(payload);
    if (bytes === null) return null;
    const last = groups.at(-1);
    if (last?.charset === charset) last.bytes.push(...bytes);
    else groups.push({ charset, bytes: [...bytes] });
  }
  let result = '';
  for (const group of groups) {
    const part = decodeCharset(Uint8Array.from(group.bytes), group.charset);
    if (part === null) return null;
    result += part;
  }
  return result;
}

function base64Bytes(text: string): Uint8Array | null {
  try {
    return bytesOfLatin1(atob(text));
  } catch {
    return null;
  }
}

function quotedBytes(text: string): Uint8Array {
  const spaced = text.replaceAll('_', ' ');
  return bytesOfLatin1(
    spaced.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  );
}
