import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLinks, mostLinks } from './link-text.ts';

const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const urls = (text: string) => findLinks(text).map((link) => link.url);

describe('links in text', () => {
  test.each<[text: string, ...found: string[]]>([
    [
      'https://a.example/x.iso\r\nhttp://b.example/y.iso\n',
      'https://a.example/x.iso',
      'http://b.example/y.iso',
    ],
    [
      'Get it at https://a.example/x.iso, or (see http://b.example/y).',
      'https://a.example/x.iso',
      'http://b.example/y',
    ],
    ['(https://a.example/x_(1).iso)', 'https://a.example/x_(1).iso'],
    ['see https://a.example/x_(1).', 'https://a.example/x_(1)'],
    ['really "https://a.example/x"?!', 'https://a.example/x'],
    ["'https://a.example/x'", 'https://a.example/x'],
    ['<https://a.example/x>.', 'https://a.example/x'],
    [
      '[x](https://a.example/x_(1).zip "a title") and [y](http://b.example/y)',
      'https://a.example/x_(1).zip',
      'http://b.example/y',
    ],
    ['![img](<https://a.example/x.png>)', 'https://a.example/x.png'],
    ['https://a.example/x,https://b.example/y', 'https://a.example/x', 'https://b.example/y'],
    ['https://archive.example/web/https://b.example/y', 'https://archive.example/web/https://b.example/y'],
    ['받기: https://a.example/한글.zip。', 'https://a.example/%ED%95%9C%EA%B8%80.zip'],
    ['HTTPS://A.Example/X', 'https://a.example/X'],
    ['https://a.example/x#part', 'https://a.example/x'],
    ['https://a.example/?a=1&amp;b=2', 'https://a.example/?a=1&amp;b=2'],
    ['a.example/file.iso', 'https://a.example/file.iso'],
    ['a.example:8080/file.iso', 'https://a.example:8080/file.iso'],
  ])('%j', (text, ...found) => expect(urls(text)).toEqual(found));

  test.each([
    '',
    'no link here',
    'a.example',
    'see a.example/file.iso there',
    'ftp://a.example/x',
    'magnet:?xt=urn:btih:abc&ws=http://a.example/x',
    'javascript:location="http://a.example"',
    'data:text/html,http://a.example/x',
    'file:///etc/passwd',
    'http://',
    'https://[::1',
    '//a.example/x',
  ])('%j holds none', (text) => expect(urls(text)).toEqual([]));

  test('repeats are dropped and the order is kept', () => {
    expect(urls('http://b.example/\nhttp://a.example/#1\nhttp://a.example/#2\nhttp://b.example')).toEqual([
      'http://b.example/',
      'http://a.example/',
    ]);
  });
});

describe('links in HTML', () => {
  test('attributes count, with entities decoded; words inside a link do not', () => {
    const html = `<p>See <a class=x href="https://a.example/x?a=1&amp;b=2">https://a.example/x…</a> and
      <A HREF='http://b.example/y'>y</A><img src=https://c.example/z.png>
      <script>var u = "https://no.example/"</script><!-- https://no.example/ -->
      <a href="/relative">r</a> plain https://d.example/w&#47;v <a href="javascript:x">j</a></p>`;
    expect(urls(html)).toEqual([
      'https://a.example/x?a=1&b=2',
      'http://b.example/y',
      'https://c.example/z.png',
      'https://d.example/w/v',
    ]);
  });
  test('a sum in the same row of a table belongs to its link', () => {
    const html = `<table><tr><td><a href="https://a.example/x">x</a></td>\n<td>${sha256}</td></tr>
      <tr><td><a href="https://a.example/y">y</a></td><td>SHA1: ${sha1}</td></tr></table>`;
    expect(findLinks(html).map((link) => link.checksum?.hex)).toEqual([sha256, sha1]);
  });
});

describe('mirrors and sums', () => {
  test('addresses parted by tabs on a line are mirrors of the first', () => {
    expect(
      findLinks('http://a.example/x\thttp://b.example/x\thttp://a.example/x\nhttp://c.example/'),
    ).toEqual([
      { url: 'http://a.example/x', mirrors: ['http://b.example/x'], checksum: null },
      { url: 'http://c.example/', mirrors: [], checksum: null },
    ]);
  });
  test.each([
    `http://a.example/x.iso ${sha1}`,
    `http://a.example/x.iso (SHA1: ${sha1})`,
    `${sha1}  http://a.example/x.iso`,
    `http://a.example/x.iso\thttp://b.example/x.iso\tsha1:${sha1}`,
    `http://a.example/x.iso\n  checksum=sha-1=${sha1}`,
    `http://a.example/x.iso\n\nSHA-1: ${sha1}`,
    `http://a.example/x.iso#sha1=${sha1}`,
    `http://a.example/x.iso\nhttp://a.example/y.iso\n${sha1}  ./x.iso\n`,
    `${sha1} *x.iso\nhttp://a.example/x.iso`,
    `- [x](http://a.example/x.iso) \`${sha1}\``,
  ])('%j: the sum is attached', (text) => {
    expect(findLinks(text)[0]?.checksum).toEqual({ algorithm: 'sha1', hex: sha1 });
  });
  test('a sum beside two different links is attached to neither', () => {
    const found = findLinks(`http://a.example/x http://b.example/y ${sha1}`);
    expect(found.map((link) => link.checksum)).toEqual([null, null]);
  });
  test('hexadecimal inside an address is no sum', () => {
    expect(findLinks(`http://a.example/${sha1}/x`)[0]?.checksum).toBeNull();
  });
});

test('any text is read without a throw, and what is found are http and https addresses', () => {
  const pieces = fc.array(
    fc.constantFrom(
      'http://',
      'https://a.example/',
      '<',
      '>',
      '"',
      '(',
      ')',
      '](',
      '\t',
      '\n',
      ' ',
      '<a href=',
      '&amp;',
      sha1,
      '@',
      '%',
      '\u202e',
      '\ud800',
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        pieces.map((list) => list.join('')),
      ),
      (text) => {
        for (const link of findLinks(text)) {
          expect(link.url).toMatch(/^https?:\/\/[^/]/);
          expect(link.url).not.toMatch(/[\s<>"#]/);
          expect(link.mirrors).not.toContain(link.url);
        }
      },
    ),
    { numRuns: 500 },
  );
}, 30_000);

test('links written one a line all come back', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.webUrl({ withQueryParameters: true }), { maxLength: 20 }), (list) => {
      const wanted = [...new Set(list.map((url) => new URL(url).href))];
      expect(urls(list.map((url) => `<${url}>`).join('\n'))).toEqual(wanted);
    }),
  );
});

describe('F7: where the page lies that a link is from', () => {
  const link = '<a href="http://10.0.0.1/router">x</a>';
  test.each([
    [`<base href="https://a.example/x/">${link}`, 'public'],
    [`<base target=_top href='http://192.168.1.1/'>${link}`, 'private'],
    [`<BASE HREF=http://127.0.0.1:8080/>${link}`, 'loopback'],
    [`<!-- saved from url=(0021)https://a.example/ -->\n<html>${link}`, 'public'],
    [`<base href="/relative/">${link}`, undefined],
    [`<base href="file:///etc/">${link}`, undefined],
    [link, undefined],
    ['http://10.0.0.1/router', undefined],
  ])('%s', (text, reach) => {
    expect(findLinks(text)[0]?.reach).toBe(reach);
  });
});

test('at most ten thousand links, and hostile text takes no more than linear time', () => {
  const started = performance.now();
  const many = Array.from({ length: 12_000 }, (_, i) => `http://a.example/${i}`);
  expect(findLinks(many.join('\n'))).toHaveLength(mostLinks);
  expect(findLinks(many.join(' '))).toHaveLength(mostLinks);
  for (const piece of [
    '<a href="',
    "<a href='http://a/",
    '<',
    'http://',
    '(',
    'https://a.example/))))',
    '[x](http://a.example/(',
    'a.',
    '&#1',
    '<!--',
    'ab ',
    '<script>',
    '\t',
  ]) {
    findLinks(piece.repeat(200_000 / piece.length));
    findLinks(`<p>${piece.repeat(200_000 / piece.length)}`);
  }
  expect(performance.now() - started).toBeLessThan(8_000);
});
