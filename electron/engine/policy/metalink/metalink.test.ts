import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLinkFields } from './link-fields.ts';
import { linksOfMetalink } from './metalink-links.ts';
import { isMetalinkType, looksLikeMetalink, parseMetalink } from './metalink.ts';

const sha256 = 'ab'.repeat(32);
const sha1 = 'cd'.repeat(20);
const namespace = 'urn:ietf:params:xml:ns:metalink';

function four(files: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<metalink xmlns="${namespace}">${files}</metalink>`;
}

function file(inner: string, name = 'a.iso'): string {
  return `<file name="${name}">${inner}<url>https://example.org/a.iso</url></file>`;
}

/** The one file of a text, or the problem. */
function only(text: string) {
  const parsed = parseMetalink(text);
  return parsed.ok ? parsed.value.files[0] : parsed.failure;
}

describe('parseMetalink', () => {
  it('reads version 4: size, strongest sum, pieces, addresses by priority, signature', () => {
    const text = four(
      `<file name="a.iso"><size>3000</size><hash type="sha-1">${sha1}</hash><hash type="sha-256">${sha256.toUpperCase()}</hash>` +
        `<pieces length="2048" type="sha-1"><hash>${sha1}</hash><hash>${sha1}</hash></pieces>` +
        `<signature mediatype="application/pgp-signature">-----BEGIN</signature>` +
        `<url location="DE" priority="2">https://b.example/a</url><url priority="1">http://u:p@a.example/a#x</url>` +
        `<metaurl mediatype="torrent">https://t.example/t</metaurl></file>`,
    );
    expect(only(text)).toEqual({
      name: 'a.iso',
      size: 3000,
      sum: { algorithm: 'sha256', hex: sha256 },
      pieces: { algorithm: 'sha1', length: 2048, sums: [sha1, sha1] },
      urls: [
        { url: 'http://a.example/a', priority: 1, location: '' },
        { url: 'https://b.example/a', priority: 2, location: 'de' },
      ],
      signatures: ['-----BEGIN'],
    });
  });

  it('reads version 3, whose preferences are the other way round', () => {
    const text =
      '<metalink version="3.0" xmlns="http://www.metalinker.org/"><files><file name="a.iso"><size>10</size>' +
      `<verification><hash type="sha1">${sha1}</hash><pieces length="4096" type="sha1"><hash piece="0">${sha1}</hash></pieces></verification>` +
      '<resources><url type="bittorrent" preference="100">http://c.example/a.torrent</url><url type="ftp">ftp://x/a</url><url type="http" preference="10">http://b.example/a</url>' +
      '<url type="http" preference="100">http://a.example/a</url></resources></file></files></metalink>';
    const parsed = only(text);
    expect(parsed).toMatchObject({ sum: { hex: sha1 }, pieces: { length: 4096 } });
    expect(parsed).toHaveProperty('urls.0.url', 'http://a.example/a');
    expect(parsed).toHaveProperty('urls.length', 2);
  });

  it.each([
    ['a document type', `<!DOCTYPE m [<!ENTITY a "b">]>${four(file('')).slice(39)}`, 'doctype'],
    [
      'entities that grow',
      `<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><metalink xmlns="${namespace}"/>`,
      'doctype',
    ],
    ['an entity that nobody declared', four(file('<size>&big;</size>')), 'malformed'],
    ['another root', '<html></html>', 'not-a-metalink'],
    ['another namespace', '<metalink xmlns="urn:other"><file/></metalink>', 'not-a-metalink'],
    ['no XML', 'http://example.org/', 'not-a-metalink'],
    ['nothing', '', 'not-a-metalink'],
    ['an end too soon', four(file('')).slice(0, -20), 'malformed'],
    ['no file', four(''), 'no-file'],
    [
      'no address that is used',
      four('<file name="a"><url>ftp://x/a</url><url>file:///etc/passwd</url></file>'),
      'no-file',
    ],
    ['elements without end', four('<a>'.repeat(50)), 'malformed'],
  ])('refuses %s', (_what, text, problem) => {
    expect(only(text)).toBe(problem);
  });

  it.each(['../a', '..\\a', 'x/../../a', '/etc/passwd', 'C:\\a', '\\\\server\\a', '', ' .. /a'])(
    'refuses the name %j',
    (name) => {
      expect(only(four(file('', name)))).toBe('no-file');
    },
  );

  it.each([
    ['dir/a.iso', 'a.iso'],
    ['%2e%2e%2fa.iso', 'a.iso'],
    ['CON', '_CON'],
    ['a\u202egnp.exe', 'agnp.exe'],
  ])('makes the name %j safe: %j', (name, safe) => {
    expect(only(four(file('', name)))).toHaveProperty('name', safe);
  });

  it('reads 10,000 addresses in a bounded time, and keeps the best 100', () => {
    const urls = Array.from(
      { length: 20_000 },
      (_, index) => `<url priority="${20_000 - index}">http://h${index}.example/a</url>`,
    );
    const started = performance.now();
    const parsed = only(four(`<file name="a">${urls.join('')}</file>`));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(parsed).toHaveProperty('urls.length', 100);
    // Those behind the 10,000th are not looked at.
    expect(parsed).toHaveProperty('urls.0.url', 'http://h9999.example/a');
  });

  it('passes over sums and pieces that make no sense', () => {
    const text = four(
      file(
        `<size>1e9</size><hash type="sha-256">${sha1}</hash><hash type="whirlpool">${sha256}</hash>` +
          `<pieces length="1" type="sha-1"><hash>${sha1}</hash></pieces>`,
      ),
    );
    expect(only(text)).toMatchObject({ size: null, sum: null, pieces: null });
  });

  it('never throws, whatever the text is', () => {
    const piece = fc.constantFrom(
      ...`<metalink xmlns="${namespace}">|</metalink>|<file name="a">|</file>|<url>|</url>|http://a/|<!--|-->|<![CDATA[|]]>|&amp;|&#0;|&x;|<?x ?>|"|>|<|\u0000|한`.split(
        '|',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        parseMetalink(text);
        linksOfMetalink(text);
      }),
    );
  });
});

describe('metalinks in other texts', () => {
  it('are known by their first element and by their type', () => {
    expect(looksLikeMetalink(four(''))).toBe(true);
    expect(looksLikeMetalink(`\ufeff <!-- made by hand --> <metalink>`)).toBe(true);
    expect(looksLikeMetalink('https://example.org/a.metalink')).toBe(false);
    expect(isMetalinkType('application/metalink4+xml; charset=utf-8')).toBe(true);
    expect(isMetalinkType('application/metalink+xml')).toBe(true);
    expect(isMetalinkType('application/xml')).toBe(false);
    expect(isMetalinkType(null)).toBe(false);
  });

  it('become links with mirrors, name, size and sum', () => {
    const text = four(file(`<size>10</size><hash type="sha-1">${sha1}</hash><url>https://b.example/a</url>`));
    expect(linksOfMetalink(text)).toEqual([
      {
        url: 'https://b.example/a',
        mirrors: ['https://example.org/a.iso'],
        checksum: { algorithm: 'sha1', hex: sha1 },
        name: 'a.iso',
        size: 10,
      },
    ]);
  });
});

describe('readLinkFields', () => {
  const base = new URL('https://example.org/dir/a.iso');

  it('reads mirrors by their priority, and a metalink by its type', () => {
    const { mirrors, metalink } = readLinkFields(
      [
        [
          'link',
          '<http://b.example/a>; rel=duplicate; pri=2; geo=KR, <../a.iso>; rel="duplicate"; pri=1; depth=1',
        ],
        ['link', '</a.meta4>; rel="describedby"; type="application/metalink4+xml"'],
        ['link', '<ftp://c.example/a>; rel=duplicate, <https://example.org/dir/a.iso>; rel=duplicate'],
      ],
      base,
    );
    expect(mirrors.map(({ url, geo }) => `${url.href} ${geo}`)).toEqual([
      'https://example.org/a.iso ',
      'http://b.example/a kr',
    ]);
    expect(metalink?.href).toBe('https://example.org/a.meta4');
  });

  it('keeps 16 mirrors at most, none of another resource, and never throws', () => {
    const many = Array.from({ length: 500 }, (_, index) => `<http://h${index}.example/>; rel=duplicate`).join(
      ', ',
    );
    expect(readLinkFields([['link', many]], base).mirrors).toHaveLength(16);
    expect(readLinkFields([['link', '<http://x/>; rel=duplicate; anchor="/other"']], base).mirrors).toEqual(
      [],
    );
    const piece = fc.constantFrom(
      '<',
      '>',
      'http://a/',
      ';',
      ',',
      ' rel=duplicate',
      '"',
      '\\',
      ' pri=',
      '1',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(readLinkFields([['link', pieces.join('')]], base).mirrors.length).toBeLessThanOrEqual(16);
      }),
    );
  });
});
