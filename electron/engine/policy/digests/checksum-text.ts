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

/**
 * Every sum in a sums file (GNU, BSD, openssl, mixed; comments, CRLF and a byte-order mark allowed).
 * Lines that are no sum are passed over. Reads at most 16 Mi characters and 100,000 sums. `listName`: the file's
 * own, which says of B2SUMS and its kin that sums without an algorithm's name are BLAKE2b.
 */
export function parseSumsFile(text: string, listName = ''): readonly NamedChecksum[] {
  const entries: NamedChecksum[] = [];
  const unnamed = blake2bList.test(listName) ? 'blake2b512' : null;
  for (const line of linesOf(text.slice(0, longestSumsFile))) {
    if (/^\s*(?:#|;|\/\/)/.test(line)) continue;
    const read = readChecksumLine(line, unnamed);
    if (read.ok) entries.push(read.value);
    if (entries.length === mostEntries) break;
  }
  return entries;
}

/**
 * Lines of a sums file with a sum that is not computed here: `named` say which (SHA-224, SHA3-256, BLAKE2b-256),
 * `unnamed` have a length that no sum has.
 */
export function foreignSums(text: string): { readonly named: number; readonly unnamed: number } {
  const lines = linesOf(text.slice(0, longestSumsFile)).slice(0, mostEntries);
  const problems = lines
    .map((line) => readChecksumLine(line))
    .flatMap((read) => (read.ok ? [] : [read.failure]));
  return {
    named: problems.filter((problem) => problem === 'unknown-algorithm').length,
    unnamed: problems.filter((problem) => problem === 'wrong-length').length,
  };
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
