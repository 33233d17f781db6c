import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFound, searchTerms, textPieces } from './search.ts';
import { testingDownload } from './testing-download.ts';

const download = testingDownload({
  name: 'Debian-12 안내서.ISO',
  comment: 'For the reading room',
  url: 'https://mirror.example/isos/%EC%95%88%EB%82%B4%EC%84%9C.iso',
});

test.each([
  'debian',
  'ISO',
  '안내',
  'mirror.example',
  'iso deb',
  'reading iso',
  '%EC%95%88',
  '  debian  ',
  '',
])('finds a download by "%s"', (text) => {
  expect(isFound(download, searchTerms(text))).toBe(true);
});

test.each(['ubuntu', 'debian ubuntu', 'mirror.exampleX'])('does not find it by "%s"', (text) => {
  expect(isFound(download, searchTerms(text))).toBe(false);
});

test('finds letters however they are composed', () => {
  const decomposed = testingDownload({ name: '한국어.txt'.normalize('NFD') });
  expect(isFound(decomposed, searchTerms('한국어'))).toBe(true);
});

test('cuts a text at the words found', () => {
  expect(textPieces('Debian-12.iso', searchTerms('BIAN iso'))).toEqual([
    { text: 'De', found: false },
    { text: 'bian', found: true },
    { text: '-12.', found: false },
    { text: 'iso', found: true },
  ]);
});

test('pieces always make up the text, and those that were found hold nothing else than words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 4 }), (text, looked) => {
      const terms = searchTerms(looked);
      const pieces = textPieces(text, terms);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      for (const piece of pieces.filter(({ found }) => found)) {
        expect(terms.some((term) => piece.text.toLowerCase().includes(term))).toBe(true);
      }
    }),
  );
});
