import type { Checksum, ChecksumAlgorithm } from '../../../../shared/model/checksum.ts';
import { checksumAlgorithms, checksumBytes } from '../../../../shared/model/checksum.ts';
import type { Result } from '../../../../shared/model/result.ts';
import { fail, ok } from '../../../../shared/model/result.ts';
import { hexOfBytes } from './byte-text.ts';

export type ChecksumLineProblem = 'not-a-checksum' | 'wrong-length' | 'unknown-algorithm';

/** `name`: the file that the text says the sum is of; null where it does not say. */
export interface NamedChecksum {
  readonly checksum: Checksum;
  readonly name: string | null;
}

type LineResult = Result<NamedChecksum, ChecksumLineProblem>;

const longestLine = 8_192;
/** Fewer hexadecimal digits than this are taken for a word or a number (also in `readHex`). */
const fewestDigits = 16;

/** Sums that are known by name and not computed here. */
const otherAlgorithms =
  /^(?:sha224|sha512224|sha512256|sha3\d*|blake\w*|b3|crc\w*|adler32|md[24]|ripemd\d*|rmd\d*|whirlpool|tiger\w*|sm3|xxh\w*)$/;
/** Labels that leave the algorithm to the length. */
const anyAlgorithm = /^(?:sha|sha2|checksum|hash|digest|sum)$/;

const enclosures: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '<': '>',
  '(': ')',
  '[': ']',
  '\u201c': '\u201d',
};

/**
 * Reads one line of text as a sum, in any of the notations that `parseChecksum` lists. `unnamed`: the algorithm
 * of hexadecimal that names none; without it the length tells.
 */
export function readChecksumLine(raw: string, unnamed: ChecksumAlgorithm | null = null): LineResult {
  const line = unwrap(raw.slice(0, longestLine));
  return (
    readBsd(line) ??
    readGroups(line, unnamed) ??
    readIntegrity(line) ??
    readLabelled(line) ??
    readHex(line, unnamed)
  );
}

function unwrap(line: string): string {
  const text = line.replace(/^[\s\ufeff]+/, '').trimEnd();
  const closer = enclosures[text.charAt(0)];
  return closer !== undefined && text.length > 1 && text.endsWith(closer) ? text.slice(1, -1).trim() : text;
}

/** `SHA1 (name) = hex`, and openssl's `SHA1(name)= hex`. */
function readBsd(line: string): LineResult | null {
  const match = /^(\\?)([a-z][\w/-]{1,15}) ?\((.*)\) ?= ?([0-9a-f]+)$/i.exec(line);
  if (match === null) return null;
  const [, escaped = '', label = '', name = '', hex = ''] = match;
  const named = algorithmNamed(label);
  if (named === null) return fail('unknown-algorithm');
  return checksumOf(hex, named, escaped === '' ? name : unescapeName(name));
}

/** Subresource integrity: one or more `sha256-base64`; the strongest counts. */
function readIntegrity(line: string): LineResult | null {
  let best: LineResult | null = null;
  let rank = -1;
  for (const token of line.split(/\s+/)) {
    const match = /^(md5|sha1|sha256|sha384|sha512|blake2b512)-([\w+/=-]+)(?:\?.*)?$/i.exec(token);
    if (match === null) return null;
    const algorithm = algorithmNamed(match[1] ?? '');
    const sum = algorithm === null ? null : readSum(match[2] ?? '', algorithm);
    if (algorithm === null || sum === null) return fail('wrong-length');
    if (checksumAlgorithms.indexOf(sum.algorithm) > rank) {
      rank = checksumAlgorithms.indexOf(sum.algorithm);
      best = ok({ checksum: sum, name: null });
    }
  }
  return best;
}

/** `sha1:sum`, `SHA-256 = sum`, `MD5 checksum: sum`, `SHA512 sum  name`. */
function readLabelled(line: string): LineResult | null {
  const match =
    /^([a-z][a-z0-9]*(?:[-_/ ]\d{1,4})*)(?:[ _-]?(?:sum|checksum|hash|digest))?\s*[:=\s]\s*(\S.*)$/i.exec(
      line,
    );
  const [, label = '', rest = ''] = match ?? [];
  if (match === null) return null;
  const named = algorithmNamed(label);
  if (named === null && !otherAlgorithms.test(plainLabel(label))) return null;
  const read = readSumText(rest, named ?? 'any');
  if (!read.ok && read.failure === 'not-a-checksum') return null;
  return named === null ? fail('unknown-algorithm') : read;
}

function readSumText(text: string, named: ChecksumAlgorithm | 'any'): LineResult {
  const sum = named === 'any' ? null : readSum(text.replace(/^:(.*):$/, '$1'), named);
  return sum === null ? readHex(text, named === 'any' ? null : named) : ok({ checksum: sum, name: null });
}

/** Bytes (or groups of up to four) in hexadecimal, apart by spaces, colons or hyphens. */
function readGroups(line: string, named: ChecksumAlgorithm | null): LineResult | null {
  if (!/^[0-9a-f]{2,8}(?:[ :-]+[0-9a-f]{2,8})+$/i.test(line)) return null;
  const joined = line.replace(/[ :-]/g, '');
  return joined.length < fewestDigits ? null : checksumOf(joined, named ?? 'any', null);
}

/** `hex`, `hex  name`, `hex *name`, and groups. */
function readHex(line: string, named: ChecksumAlgorithm | null): LineResult {
  const groups = readGroups(line, named);
  if (groups !== null) return groups;
  const match = /^(\\?)([0-9a-f]{16,})(?:[.,;]?$|[ \t]+\*?(\S.*)$)/i.exec(line);
  if (match === null) return fail('not-a-checksum');
  const [, escaped = '', digits = '', name] = match;
  const fileName = name === undefined ? null : escaped === '' ? name : unescapeName(name);
  return checksumOf(digits, named ?? 'any', fileName);
}

function checksumOf(hex: string, named: ChecksumAlgorithm | 'any', name: string | null): LineResult {
  const algorithm = named === 'any' ? algorithmOfLength(hex) : named;
  if (algorithm === null || hex.length !== 2 * checksumBytes[algorithm]) return fail('wrong-length');
  return ok({ checksum: { algorithm, hex: hex.toLowerCase() }, name });
}

/** A sum of a known algorithm in hexadecimal or base64; null where neither has the right length. */
function readSum(text: string, algorithm: ChecksumAlgorithm | 'any'): Checksum | null {
  if (algorithm === 'any') return null;
  if (/^[0-9a-f]+$/i.test(text) && text.length === 2 * checksumBytes[algorithm]) {
    return { algorithm, hex: text.toLowerCase() };
  }
  const hex = hexOfBase64(text);
  return hex !== null && hex.length === checksumBytes[algorithm] * 2 ? { algorithm, hex } : null;
}

function hexOfBase64(text: string): string | null {
  if (!/^[\w+/-]+={0,2}$/.test(text)) return null;
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return hexOfBytes(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
}

function algorithmOfLength(hex: string): ChecksumAlgorithm | null {
  return checksumAlgorithms.find((algorithm) => checksumBytes[algorithm] * 2 === hex.length) ?? null;
}

function algorithmNamed(label: string): ChecksumAlgorithm | 'any' | null {
  const plain = plainLabel(label)
    .replace(/^sha2(?=\d{3}$)/, 'sha')
    .replace(/^(?:b2|blake2b?)$/, 'blake2b512');
  return anyAlgorithm.test(plain) ? 'any' : (checksumAlgorithms.find((name) => name === plain) ?? null);
}

function plainLabel(label: string): string {
  const plain = label.toLowerCase().replace(/[-_/ ]/g, '');
  return plain.replace(/(?<=\d)sum$/, '');
}

/** GNU coreutils put a backslash before a line whose name has `\n`, `\r` or `\\` in it. */
function unescapeName(name: string): string {
  return name.replace(/\\([nr\\])/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\',
  );
}
