import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAppLink } from './app-link.ts';
import { textBoundary } from '../../../../shared/model/intake.ts';
import { readIntake } from './intake-text.ts';

const sum = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const urlsOf = (text: string): readonly string[] => readIntake(text).links.map(({ url }) => url);

describe('an imported table', () => {
  it('has its addresses in the column of that name, quotes and line ends and all', () => {
    const text = `\ufeff"name";"download url";"sha1"\r\n"a ""1"";\r\n.iso";"https://h.example/a";${sum}\r\n;not one;\r\nb;https://h.example/b;\r\n`;
    expect(readIntake(text).links).toEqual([
      {
        url: 'https://h.example/a',
        mirrors: [],
        checksum: { algorithm: 'sha1', hex: sum },
        name: 'a "1";\r\n.iso',
      },
      { url: 'https://h.example/b', mirrors: [], checksum: null, name: 'b' },
    ]);
  });

  it('has them in the column that holds nothing else where none is named', () => {
    expect(urlsOf('1,https://h.example/a?x=1,see https://h.example/z\n2,https://h.example/b,\n')).toEqual([
      'https://h.example/a?x=1',
      'https://h.example/b',
    ]);
  });

  it('comes back as it was written', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab",;\n\r\t '), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (names) => {
        const quoted = names.map((name, at) => `"${name.replaceAll('"', '""')}",https://h.example/${at}`);
        const links = readIntake(`name,url\n${quoted.join('\n')}`).links;
        expect(links.map(({ name }) => name ?? '')).toEqual(names.map((name) => name.trim()));
      }),
    );
  });
});

describe('a list or session of aria2', () => {
  const text = `# saved\nhttps://a.example/f\thttps://b.example/f\n  gid=abc\n  dir=/etc\n  out=../x/name.iso\n  checksum=sha-1=${sum}\n  header=X-Key: 1\n  referer=https://r.example/\n  split=8\n  max-tries=3\nmagnet:?xt=1\n  dir=/tmp\nhttps://c.example/g\n`;

  it('gives mirrors, names, sums, headers and connections, and tells what it left out', () => {
    expect(readIntake(text)).toEqual({
      links: [
        {
          url: 'https://a.example/f',
          mirrors: ['https://b.example/f'],
          checksum: { algorithm: 'sha1', hex: sum },
          name: 'name.iso',
          headers: [
            ['X-Key', '1'],
            ['Referer', 'https://r.example/'],
          ],
          connections: 8,
        },
        { url: 'https://c.example/g', mirrors: [], checksum: null },
      ],
      notes: [
        { code: 'folder-ignored', facts: { count: 1 } },
        { code: 'kinds-skipped', facts: { count: 1 } },
        { code: 'options-ignored', facts: { names: 'max-tries' } },
      ],
    });
  });
});

it('links of other kinds in plain text are counted, and nothing else is', () => {
  const text = 'see ftp://h.example/a and\nmagnet:?xt=urn:1\nhttps://h.example/b?u=ftp://c\nsftp: no, ftp no';
  expect(readIntake(text)).toEqual({
    links: [{ url: 'https://h.example/b?u=ftp://c', mirrors: [], checksum: null }],
    notes: [{ code: 'kinds-skipped', facts: { count: 2 } }],
  });
});

describe('a tributary: link', () => {
  const url = encodeURIComponent('https://h.example/a b?x=1&y=2');
  const link = `tributary://add?url=${url}&name=n.iso&checksum=sha1:${sum}`;

  it('is a link to ask about, which leads to no private network', () => {
    const read = {
      url: 'https://h.example/a?x=1&y=2',
      mirrors: [],
      checksum: { algorithm: 'sha1', hex: sum },
      reach: 'public',
      name: 'n.iso',
    };
    expect(readAppLink(link.replace('a%20b', 'a'))).toEqual(read);
    expect(readIntake(`x\n ${link.replace('a%20b', 'a')} \nhttps://h.example/2`).links).toMatchObject([
      read,
      { url: 'https://h.example/2' },
    ]);
  });

  it.each([
    ['tributary://add'],
    ['tributary:add?url=https://h.example/a'],
    ['tributary://open?url=https://h.example/a'],
    ['tributary://add/x?url=https://h.example/a'],
    ['tributary://add?url=https://h.example/a&dir=/etc'],
    ['tributary://add?url=https://h.example/a&url=https://h.example/b'],
    ['tributary://add?url=file:///etc/passwd'],
    ['tributary://add?url=javascript:1'],
    ['tributary://add?url=https://u:p@h.example/a'],
    ['tributary://add?url=https://h.example/a&name=../a'],
    ['tributary://add?url=https://h.example/a&name=a%5Cb'],
    ['tributary://add?url=https://h.example/a&name=a%0Ab'],
    ['tributary://add?url=https://h.example/a&checksum=zzz'],
    ['tributary://u@add?url=https://h.example/a'],
    ['tributary://add?url=https://h.example/a#x'],
    [`tributary://add?url=https://h.example/${'a'.repeat(9_000)}`],
  ])('is refused, and nothing in it is taken for a link: %s', (text) => {
    expect(readIntake(text)).toEqual({
      links: [],
      notes: [{ code: 'app-link-refused', facts: { count: 1 } }],
    });
  });
});

describe('any text', () => {
  it('is read part by part where several were given', () => {
    const list = 'https://a.example/1\n  dir=/x\n';
    const { links, notes } = readIntake([list, 'url,name\nhttps://b.example/2,n\n', list].join(textBoundary));
    expect(links.map(({ url }) => url)).toEqual(['https://a.example/1', 'https://b.example/2']);
    expect(notes).toEqual([{ code: 'folder-ignored', facts: { count: 2 } }]);
  });

  it('gives nothing but http and https addresses, each once, and never throws', () => {
    const piece = fc.constantFrom(
      'curl ',
      'wget ',
      'https://h.example/a',
      '-H ',
      "'",
      '"',
      '\n',
      '\n  out=x',
      '\n  dir=/',
      '\t',
      ',',
      ';',
      'url',
      '--range 0-',
      'cat x > y',
      '$(',
      '`',
      '^"',
      'tributary://add?url=',
      '<metalink ',
      '<a href="',
      '[1-3]',
      '{a,b}',
      textBoundary,
      '\u0000',
      '한',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { links } = readIntake(pieces.join(''));
        for (const { url, mirrors } of links)
          for (const one of [url, ...mirrors]) expect(new URL(one).protocol).toMatch(/^https?:$/);
        expect(new Set(links.map(({ url }) => url)).size).toBe(links.length);
      }),
    );
  });
});
