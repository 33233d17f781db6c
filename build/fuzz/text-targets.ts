import fc from 'fast-check';
import { parseChecksum, parseSumsFile } from '../../electron/engine/policy/digests/checksum-text.ts';
import { readInputList } from '../../electron/headless/input-list.ts';
import {
  algorithmLabel,
  checksumAlgorithms,
  checksumBytes,
  type Checksum,
} from '../../shared/model/checksum.ts';
import { claim, fuzzTarget, textOf, type FuzzTarget } from './fuzz-target.ts';

const sum: fc.Arbitrary<Checksum> = fc
  .constantFrom(...checksumAlgorithms)
  .chain((algorithm) =>
    fc
      .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 1, maxLength: 8 })
      .map((digits) => ({ algorithm, hex: digits.repeat(128).slice(0, 2 * checksumBytes[algorithm]) })),
  );
const sumPieces =
  'sha1|SHA-256|md5|sha512-|:|=| = |  | *|(|)|\\|"|\n|\r\n|#|da39a3ee5e6b4b0d3255bfef95601890afd80709|D41D8CD98F00B204E9800998ECF8427E|47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=|file.iso|./|crc32|blake3|checksum'.split(
    '|',
  );

function judge({ algorithm, hex }: Checksum): void {
  claim(new RegExp(`^[0-9a-f]{${2 * checksumBytes[algorithm]}}$`).test(hex), `no ${algorithm}: ${hex}`);
}

/** What digits alone are read as: SHA-512 has as many as BLAKE2b. */
function unnamed({ algorithm, hex }: Checksum): Checksum {
  return { algorithm: algorithm === 'blake2b512' ? 'sha512' : algorithm, hex };
}

/** The notations in use, of one sum: those that name its algorithm, and digits alone. */
const named: readonly ((checksum: Checksum) => string)[] = [
  ({ algorithm, hex }) => `${algorithm}:${hex}`,
  ({ algorithm, hex }) => `${algorithmLabel(algorithm)} = ${hex}`,
  ({ algorithm, hex }) => `${algorithm.toUpperCase()} (a b.iso) = ${hex}`,
  ({ algorithm, hex }) => `${algorithm}-${Buffer.from(hex, 'hex').toString('base64')}`,
];
const bare: readonly ((checksum: Checksum) => string)[] = [
  ({ hex }) => hex,
  ({ hex }) => hex.toUpperCase(),
  ({ hex }) => `${hex}  a b.iso`,
  ({ hex }) => `${hex} *a b.iso`,
  ({ hex }) => hex.replace(/..(?=.)/g, '$&:'),
];
const notations = [...named, ...bare];

const checksums = fuzzTarget(
  'checksum text',
  fc.record({ text: textOf(sumPieces), sum, notation: fc.nat({ max: notations.length - 1 }) }),
  ({ text, sum: given, notation }) => {
    const read = parseChecksum(text);
    if (read.ok) judge(read.value.checksum);
    const written = notations[notation]?.(given) ?? '';
    const back = parseChecksum(written);
    claim(back.ok && back.value.checksum.hex === given.hex, `${written} is not read`);
    const { algorithm } = notation < named.length ? given : unnamed(given);
    claim(back.value.checksum.algorithm === algorithm, `${written} is read as another algorithm`);
  },
);

/** Names that a sums file can hold in both of its forms: with a backslash or line break they are escaped. */
const listedName = fc
  .string({ unit: fc.constantFrom(...'ab.-_/\\\n\r한()='), minLength: 1, maxLength: 12 })
  .map((name) => `n${name}n`);

const sumsFiles = fuzzTarget(
  'sums files',
  fc.record({
    text: textOf(sumPieces, 30),
    entries: fc.array(fc.record({ name: listedName, sum, bsd: fc.boolean() }), { maxLength: 6 }),
    end: fc.constantFrom('\n', '\r\n'),
    between: fc.constantFrom(
      '',
      '# a comment',
      'Hello, this is no sum.',
      '-----BEGIN PGP SIGNED MESSAGE-----',
    ),
  }),
  ({ text, entries, end, between }) => {
    for (const { checksum } of parseSumsFile(text)) judge(checksum);
    const lines = entries.flatMap(({ name, sum: { algorithm, hex }, bsd }) => {
      const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
      const mark = escaped === name ? '' : '\\';
      return [
        between,
        `${mark}${bsd ? `${algorithm.toUpperCase()} (${escaped}) = ${hex}` : `${hex}  ${escaped}`}`,
      ];
    });
    const read = parseSumsFile(`\ufeff${lines.join(end)}${end}`);
    const wanted = entries.map(({ bsd, name, sum: given }) => ({
      checksum: bsd ? given : unnamed(given),
      name,
    }));
    claim(JSON.stringify(read) === JSON.stringify(wanted), `read as ${JSON.stringify(read)}`);
  },
);

const listPieces =
  'http://h.example/a|https://h.example/b.iso|\t|\n|\r\n| |  |out=|dir=|checksum=|sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709|#|\ufeff|..|/|\0|ftp://x|a.zip|http://['.split(
    '|',
  );

const inputLists = fuzzTarget('input lists', textOf(listPieces, 24), (text) => {
  const read = readInputList(text);
  if (!read.ok) {
    claim(/^Line \d+ of the list .+\.$/s.test(read.failure), `no sentence: ${read.failure}`);
    return;
  }
  for (const { url, mirrors, name, folder, checksum } of read.value) {
    for (const each of [url, ...mirrors]) {
      claim(/^https?:$/.test(new URL(each).protocol), `an address that is none: ${each}`);
    }
    claim(name === null || !/[/\0]|^\.{0,2}$/.test(name), 'a name that leaves its folder');
    claim(folder === null || (folder !== '' && !folder.includes('\0')), 'a folder that is none');
    if (checksum !== null) judge(checksum);
  }
});

export const textTargets: readonly FuzzTarget[] = [checksums, sumsFiles, inputLists];
