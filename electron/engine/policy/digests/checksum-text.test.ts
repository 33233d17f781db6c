import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChecksumAlgorithm } from '../../../../shared/model/checksum.ts';
import { checksumAlgorithms, checksumBytes } from '../../../../shared/model/checksum.ts';
import { parseChecksum, parseSumsFile, sumForName } from './checksum-text.ts';

const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const sha512 = 'ab'.repeat(64);
const sha256Base64 = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
const spaced = (sha1.match(/../g) ?? []).join(' ');

function value(text: string): string {
  const result = parseChecksum(text);
  if (!result.ok) return result.failure;
  const { checksum, name } = result.value;
  return [checksum.algorithm, checksum.hex, name ?? '-'].join(' ');
}

describe('one sum in its notations', () => {
  test.each([
    [sha1, `sha1 ${sha1} -`],
    [sha1.toUpperCase(), `sha1 ${sha1} -`],
    [`  "${sha1}"\r\n`, `sha1 ${sha1} -`],
    [`${sha1}.`, `sha1 ${sha1} -`],
    [`\`${sha256}\``, `sha256 ${sha256} -`],
    ['cd'.repeat(48), `sha384 ${'cd'.repeat(48)} -`],
    [sha512, `sha512 ${sha512} -`],
    [`sha1:${sha1}`, `sha1 ${sha1} -`],
    [`sha1=${sha1}`, `sha1 ${sha1} -`],
    [`SHA-1=${sha1}`, `sha1 ${sha1} -`],
    [`SHA-256: ${sha256}`, `sha256 ${sha256} -`],
    [`sha 256 ${sha256}`, `sha256 ${sha256} -`],
    [`SHA256 checksum: ${sha256}`, `sha256 ${sha256} -`],
    [`sha256sum: ${sha256}`, `sha256 ${sha256} -`],
    [`Checksum: ${md5}`, `md5 ${md5} -`],
    [`SHA1 (a b (1).iso) = ${sha1}`, `sha1 ${sha1} a b (1).iso`],
    [`SHA1(a.iso)= ${sha1}`, `sha1 ${sha1} a.iso`],
    [`SHA2-256(a.iso)= ${sha256}`, `sha256 ${sha256} a.iso`],
    [`${sha1}  a b (1)`, `sha1 ${sha1} a b (1)`],
    [`${sha1} *a.iso`, `sha1 ${sha1} a.iso`],
    [`${sha1}\ta.iso`, `sha1 ${sha1} a.iso`],
    [`${sha1}  deadbeef`, `sha1 ${sha1} deadbeef`],
    [`sha1:${sha1}  a.iso`, `sha1 ${sha1} a.iso`],
    [`\\${sha1}  a\\nb\\\\c`, `sha1 ${sha1} a\nb\\c`],
    [spaced, `sha1 ${sha1} -`],
    [`SHA1: ${spaced}`, `sha1 ${sha1} -`],
    [`SHA1 Fingerprint=${spaced.replaceAll(' ', ':')}`, 'not-a-checksum'],
    [`SHA1=${spaced.replaceAll(' ', ':').toUpperCase()}`, `sha1 ${sha1} -`],
    [`sha256-${sha256Base64}`, `sha256 ${sha256} -`],
    [`sha256-${sha256Base64}?ct=x`, `sha256 ${sha256} -`],
    [`sha256-${sha256Base64} sha512-${btoa('\u00ab'.repeat(64))}`, `sha512 ${sha512} -`],
    [`sha-256=:${sha256Base64}:`, `sha256 ${sha256} -`],
    [`sha-256=${sha256Base64}`, `sha256 ${sha256} -`],
    [
      `SHA1 hash of file a.iso:\r\n${spaced}\r\nCertUtil: -hashfile command completed successfully.\r\n`,
      `sha1 ${sha1} -`,
    ],
    [`BLAKE2b (a.iso) = ${sha512}`, `blake2b512 ${sha512} a.iso`],
    [`BLAKE2b-512(a.iso)= ${sha512}`, `blake2b512 ${sha512} a.iso`],
    [`b2sum: ${sha512}`, `blake2b512 ${sha512} -`],
    [`blake2b:${sha512}  a.iso`, `blake2b512 ${sha512} a.iso`],
    [`MD5: ${md5}\nSHA1: ${sha1}\nSHA256: ${sha256}`, `sha256 ${sha256} -`],
    [`${sha1}\n${sha1.toUpperCase()}`, `sha1 ${sha1} -`],
  ])('%j', (text, expected) => expect(value(text)).toBe(expected));
});

test.each([
  ['', 'not-a-checksum'],
  ['hello world', 'not-a-checksum'],
  ['deadbeef', 'not-a-checksum'],
  ['https://example.com/file.iso', 'not-a-checksum'],
  [sha1.slice(1), 'wrong-length'],
  [`sha1:${sha256}`, 'wrong-length'],
  [`sha256:${sha1}`, 'wrong-length'],
  ['sha256-QUJD', 'wrong-length'],
  [`SHA224 (a) = ${'a'.repeat(56)}`, 'unknown-algorithm'],
  [`sha3-256: ${sha256}`, 'unknown-algorithm'],
  [`blake2s=${sha256}`, 'unknown-algorithm'],
  [`BLAKE2b-256 (a) = ${sha256}`, 'unknown-algorithm'],
  [`blake2b:${sha256}`, 'wrong-length'],
  [`${sha1}\n${sha1.replaceAll('d', 'e')}`, 'several-sums'],
  [`${sha1}x`, 'not-a-checksum'],
])('%j is %s', (text, problem) => expect(value(text)).toBe(problem));

test('a sums file of GNU, BSD, comments, CRLF and a byte-order mark is read line by line', () => {
  const text = [
    `\ufeff${sha256}  a.iso`,
    '# comment',
    '',
    '-----BEGIN PGP SIGNED MESSAGE-----',
    'Hash: SHA256',
    `MD5 (a.iso) = ${md5}`,
    `${sha1} *./dir/b.iso`,
  ].join('\r\n');
  const entries = parseSumsFile(text);
  expect(entries.map((entry) => [entry.name, entry.checksum.algorithm])).toEqual([
    ['a.iso', 'sha256'],
    ['a.iso', 'md5'],
    ['./dir/b.iso', 'sha1'],
  ]);
  expect(sumForName(entries, 'a.iso')).toEqual({ algorithm: 'sha256', hex: sha256 });
  expect(sumForName(entries, 'b.iso')).toEqual({ algorithm: 'sha1', hex: sha1 });
  expect(sumForName(entries, 'c.iso')).toBeNull();
  expect(sumForName(parseSumsFile(`${sha1}\n`), 'anything')).toEqual({ algorithm: 'sha1', hex: sha1 });
});

const anySum = fc.constantFrom<ChecksumAlgorithm[]>(...checksumAlgorithms).chain((algorithm) =>
  fc
    .uint8Array({ minLength: checksumBytes[algorithm], maxLength: checksumBytes[algorithm] })
    .map((bytes) => ({
      algorithm,
      hex: Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(''),
    })),
);

test('in a list that is named after BLAKE2b, what names no algorithm is BLAKE2b or nothing', () => {
  const list = `${sha512}  a.iso\n${sha512} *b.iso\n${sha256}  c.iso\nSHA256 (d.iso) = ${sha256}\n`;
  for (const name of ['B2SUMS', 'b2sum.txt', 'a.iso.b2', 'x.blake2b', 'linux.B2SUMS']) {
    const read = parseSumsFile(list, name).map((entry) => [entry.name, entry.checksum.algorithm]);
    expect(read).toEqual([
      ['a.iso', 'blake2b512'],
      ['b.iso', 'blake2b512'],
      ['d.iso', 'sha256'],
    ]);
  }
  expect(parseSumsFile(list, 'SHA512SUMS')[0]?.checksum.algorithm).toBe('sha512');
});

test('every sum is read back from every notation', () => {
  fc.assert(
    fc.property(anySum, ({ algorithm, hex }) => {
      const named = [`${algorithm}:${hex}`, `${algorithm.toUpperCase()} (name) = ${hex}`];
      for (const text of named) expect(value(text)).toMatch(new RegExp(`^${algorithm} ${hex} `));
      // Sums as long as those of SHA-512 are BLAKE2b only where they say so.
      if (algorithm === 'blake2b512') return;
      const bytes = String.fromCharCode(...(hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
      for (const text of [
        hex,
        hex.toUpperCase(),
        `${hex}  name`,
        `${hex} *name`,
        `${algorithm}-${btoa(bytes)}`,
        (hex.match(/../g) ?? []).join(':'),
      ]) {
        expect(value(text)).toMatch(new RegExp(`^${algorithm} ${hex} `));
      }
    }),
  );
});

test('any text is read without a throw', () => {
  const pieces = fc.array(
    fc.constantFrom(
      sha1,
      md5,
      'sha1',
      ':',
      '=',
      ' ',
      '(',
      ')',
      '\\',
      '-',
      '*',
      '\n',
      '"',
      'ab',
      'sha256-',
      '=',
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        pieces.map((list) => list.join('')),
      ),
      (text) => {
        const result = parseChecksum(text);
        if (result.ok) {
          const { algorithm, hex } = result.value.checksum;
          expect(hex).toMatch(/^[0-9a-f]+$/);
          expect(hex.length).toBe(checksumBytes[algorithm] * 2);
        }
        expect(Array.isArray(parseSumsFile(text))).toBe(true);
      },
    ),
  );
});

test('long hostile lines take no more than linear time', () => {
  const started = performance.now();
  parseChecksum('SHA1 (' + ') = a'.repeat(20_000));
  parseChecksum('ab '.repeat(20_000) + 'x');
  parseSumsFile('sha1 : '.repeat(400_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
