import { describe, expect, it } from 'vitest';
import { testingDownload } from '../../state/testing-download.ts';
import { linkName } from './link-name.ts';
import { linkRow } from './link-row.ts';
import { holdsSums, matchSums, namedSumsIn } from './sums-text.ts';

const sha1 = 'A9993E364706816ABA3E25717850C26C9CD0D89D'.toLowerCase();
const md5 = '900150983cd24fb0d6963f7d28e17f72';

describe('a pasted sums file', () => {
  it.each([
    [`${sha1}  one.iso`],
    [`${sha1.toUpperCase()} *one.iso`],
    [`SHA1 (one.iso) = ${sha1}`],
    [`${sha1}  ./images/one.iso`],
    [`${sha1}  C:\\images\\one.iso\r`],
  ])('is read in the notation %j', (line) => {
    expect(namedSumsIn(line)).toEqual([{ name: 'one.iso', sum: sha1 }]);
  });

  it('is matched to files by name, exactly first and else whatever the case', () => {
    const text = `# sums\n${md5}  ONE.iso\n${sha1}  one.iso\n${md5}  two.iso\n`;
    expect(matchSums(text, ['one.iso', 'Two.iso', 'three.iso'])).toEqual(
      new Map([
        ['one.iso', sha1],
        ['Two.iso', md5],
      ]),
    );
  });

  it('is not a bare sum, nor a number that is no sum', () => {
    expect(namedSumsIn(sha1)).toEqual([]);
    expect(namedSumsIn(`${sha1}0  one.iso`)).toEqual([]);
  });
});

describe('a link', () => {
  it('is named by the end of its path, decoded, else by its host', () => {
    expect(linkName('https://files.example/a/b%20c.iso?x=1')).toBe('b c.iso');
    expect(linkName('https://files.example/')).toBe('files.example');
    expect(linkName('https://files.example/100%.zip')).toBe('100%.zip');
  });

  it('is ticked unless it is in the list already, and keeps what was chosen', () => {
    const link = { url: 'https://files.example/a', mirrors: [], checksum: null };
    const inList = { kind: 'same-link', old: testingDownload() } as const;
    expect(linkRow(link, undefined, undefined, null).ticked).toBe(true);
    expect(linkRow(link, undefined, undefined, inList).ticked).toBe(false);
    expect(linkRow(link, { ticked: true }, undefined, inList).answer).toBe('number');
    const sameName = { ...inList, kind: 'same-file' } as const;
    expect(linkRow(link, undefined, undefined, sameName).answer).toBe('number');
    expect(linkRow(link, { ticked: false }, undefined, sameName).ticked).toBe(false);
    expect(linkRow(link, { answer: 'old' }, undefined, inList)).toMatchObject({
      ticked: true,
      answer: 'old',
    });
  });

  it('takes the sum that stood beside it until another is typed, also an empty one', () => {
    const link = {
      url: 'https://files.example/a',
      mirrors: [],
      checksum: { algorithm: 'sha1', hex: sha1 },
    } as const;
    expect(linkRow(link, undefined, undefined, null).checksum).toBe(sha1);
    expect(linkRow(link, { checksum: '' }, undefined, null).checksum).toBe('');
  });
});

describe('a text', () => {
  it('holds a sum, with a name or without', () => {
    expect([sha1, `${md5}  one.iso`, `SHA1 (one.iso) = ${sha1}`].map(holdsSums)).toEqual([true, true, true]);
    expect(['', 'hello', 'https://a.example/one.iso', sha1.slice(1)].map(holdsSums)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
