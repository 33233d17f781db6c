import type { Checksum } from '../../../../shared/model/checksum.ts';
import { checksumAlgorithms } from '../../../../shared/model/checksum.ts';
import type { Result } from '../../../../shared/model/result.ts';
import { fail, ok } from '../../../../shared/model/result.ts';
import type { ChecksumLineProblem, NamedChecksum } from './checksum-line.ts';
import { readChecksumLine } from './checksum-line.ts';

export type { NamedChecksum } from './checksum-line.ts';
export type ChecksumProblem = ChecksumLineProblem | 'several-sums';

const longestText = 65_536;
const longestSumsFile = 16 * 1_024 * 1_024;
const mostEntries = 100_000;
const blake2bList = /(?:^|[/\\.])b2sums?(?:\.txt)?$|\.(?:b2|blake2b?)$/i;

/**
 * Reads one sum in any usual notation: bare hexadecimal in any case (the algorithm follows from its
 * length), `sha1:…`, `SHA-1=…`, `SHA1 (name) = …`, `hash  name`, `hash *name`, bytes apart by spaces
 * or colons, subresource integrity (`sha256-…=`), and the output of certutil and openssl. Of several
 * lines the one with the strongest algorithm counts; two different sums of that algorithm are
 * `several-sums`. `wrong-length`: hexadecimal, but of no known length or not of the one named.
 */
export function parseChecksum(text: string): Result<NamedChecksum, ChecksumProblem> {
  let best: NamedChecksum | null = null;
  let several = false;
  let problem: ChecksumProblem = 'not-a-checksum';
  for (const line of linesOf(text.slice(0, longestText))) {
    const read = readChecksumLine(line);
    if (!read.ok) {
      if (problem === 'not-a-checksum') problem = read.failure;
      continue;
    }
    const order = best === null ? 1 : strength(read.value) - strength(best);
    if (order > 0) {
      best = read.value;
      several = false;
    } else if (order === 0 && best?.checksum.hex !== read.value.checksum.hex) {
      several = true;
    }
  }
  if (several) return fail('several-sums');
  return best === null ? fail(problem) : ok(best);
}

/** What a sums file holds. */
export interface SumsFile {
  readonly entries: readonly NamedChecksum[];
  /**
   * Lines with a sum that is not computed here: `named` say which (SHA-224, SHA3-256, BLAKE2b-256), `unnamed` have
   * a length that no sum has.
   */
  readonly foreign: { readonly named: number; readonly unnamed: number };
}

/**
 * Reads a sums file (GNU, BSD, openssl, mixed; comments, CRLF and a byte-order mark allowed). Lines that
 * are no sum are passed over. Reads at most 16 Mi characters and 100,000 sums. `listName`: the file's
 * own, which says of B2SUMS and its kin that sums without an algorithm's name are BLAKE2b.
 */
export function readSumsFile(text: string, listName = ''): SumsFile {
  const entries: NamedChecksum[] = [];
  const foreign = { named: 0, unnamed: 0 };
  const unnamed = blake2bList.test(listName) ? 'blake2b512' : null;
  for (const line of linesOf(text.slice(0, longestSumsFile))) {
    if (/^\s*(?:#|;|\/\/)/.test(line)) continue;
    const read = readChecksumLine(line, unnamed);
    if (read.ok) entries.push(read.value);
    else if (read.failure === 'unknown-algorithm') foreign.named += 1;
    else if (read.failure === 'wrong-length') foreign.unnamed += 1;
    if (entries.length === mostEntries) break;
  }
  return { entries, foreign };
}

/** Every sum in a sums file; see `readSumsFile`. */
export function parseSumsFile(text: string, listName = ''): readonly NamedChecksum[] {
  return readSumsFile(text, listName).entries;
}

/**
 * The strongest sum that a sums file has for a file: of its own name first, else of a path that ends
 * with it, else the one nameless sum of a file that holds nothing else.
 */
export function sumForName(entries: readonly NamedChecksum[], fileName: string): Checksum | null {
  const exact = entries.filter((entry) => entry.name === fileName);
  const found =
    exact.length > 0 ? exact : entries.filter((entry) => entry.name?.split(/[/\\]/).at(-1) === fileName);
  const only = entries.length === 1 && entries[0]?.name === null ? entries : [];
  const candidates = found.length > 0 ? found : only;
  return candidates.toSorted((a, b) => strength(b) - strength(a))[0]?.checksum ?? null;
}

function strength(entry: NamedChecksum): number {
  return checksumAlgorithms.indexOf(entry.checksum.algorithm);
}

function linesOf(text: string): string[] {
  // Lines end with NUL where `sha256sum --zero` wrote them.
  return text.split(/\r\n|[\r\n\0]/);
}
