import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameFromContentDisposition } from './content-disposition.ts';

const latin1 = (bytes: readonly number[]) => String.fromCharCode(...bytes);
const wire = (text: string) => latin1([...new TextEncoder().encode(text)]);

function table(cases: Readonly<Record<string, string | null>>): void {
  for (const [header, name] of Object.entries(cases)) {
    test(header, () => expect(nameFromContentDisposition(header)).toBe(name));
  }
}

describe('H1: filename* wins, and gives way when it cannot be decoded', () => {
  table({
    inline: null,
    attachment: null,
    '': null,
    'attachment; filename="foo.html"': 'foo.html',
    'ATTACHMENT; FILENAME="foo.html"': 'foo.html',
    'inline; filename="Not an attachment!"': 'Not an attachment!',
    "attachment; filename*=iso-8859-1''foo-%E4.html": 'foo-ä.html',
    "attachment; filename*=UTF-8''foo-%c3%a4-%e2%82%ac.html": 'foo-ä-€.html',
    "attachment; filename*=UTF-8'en'foo-%c3%a4.html": 'foo-ä.html',
    "attachment; filename*=UTF-8''foo-a%cc%88.html": 'foo-a\u0308.html',
    "attachment; filename*=''foo-%c3%a4-%e2%82%ac.html": null,
    "attachment; filename*=utf-8''foo-%E4.html": null,
    "attachment; filename*=UTF-8''f%oo.html; filename=plain.html": 'plain.html',
    "attachment; filename*=UTF-8''foo%; filename=plain.html": 'plain.html',
    "attachment; filename*=nonsense-9''foo.html; filename=plain.html": 'plain.html',
    "attachment; filename*=UTF-8'foo-%c3%a4.html; filename=plain.html": 'plain.html',
    "attachment; filename*= UTF-8''foo-%c3%a4.html": 'foo-ä.html',
    "attachment; filename* =UTF-8''foo-%c3%a4.html": 'foo-ä.html',
    "attachment; filename *=UTF-8''foo-%c3%a4.html": null,
    'attachment; filename*="UTF-8\'\'foo-%c3%a4.html"': 'foo-ä.html',
    'attachment; filename*="foo%20bar.html"': null,
    "attachment; filename*=UTF-8''A-%2541.html": 'A-%41.html',
    "attachment; filename*=UTF-8''%5cfoo.html": '\\foo.html',
    'attachment; filename="foo-ae.html"; filename*=UTF-8\'\'foo-%c3%a4.html': 'foo-ä.html',
    'attachment; filename*=UTF-8\'\'foo-%c3%a4.html; filename="foo-ae.html"': 'foo-ä.html',
    "attachment; filename*0*=ISO-8859-15''euro-sign%3d%a4; filename*=ISO-8859-1''currency-sign%3d%a4":
      'currency-sign=¤',
  });
});

describe('H2: charsets that were never declared', () => {
  table({
    'attachment; filename="=?ISO-8859-1?Q?foo-=E4.html?="': 'foo-ä.html',
    'attachment; filename==?ISO-8859-1?Q?foo-=E4.html?=': 'foo-ä.html',
    'attachment; filename="=?UTF-8?B?7ZWc6riALnR4dA==?="': '한글.txt',
    'attachment; filename="=?UTF-8?B?7ZWc6g==?= =?UTF-8?B?uIAudHh0?="': '한글.txt',
    'attachment; filename="=?UTF-8?Q?a_b.txt?="': 'a b.txt',
    'attachment; filename="=?no-such-set?Q?a.txt?="': '=?no-such-set?Q?a.txt?=',
    'attachment; filename="foo%20bar-%c3%a4.html"': 'foo bar-ä.html',
    'attachment; filename="50% off %zz.html"': '50% off %zz.html',
    [`attachment; filename="${wire('foo-ä-한글.html')}"`]: 'foo-ä-한글.html',
    'attachment; filename="foo-\u00e4.html"': 'foo-ä.html',
    'attachment; filename=foo-\u00e4.html': 'foo-ä.html',
    'attachment; filename="Gr\u00f6\u00dfe.pdf"': 'Größe.pdf',
    'attachment; filename="\u00c4rger.pdf"': 'Ärger.pdf',
  });
  test.each([
    ['EUC-KR', [0xc7, 0xd1, 0xb1, 0xdb, 0x2e, 0x74, 0x78, 0x74], '한글.txt'],
    ['EUC-JP', [0xa5, 0xc6, 0xa5, 0xb9, 0xa5, 0xc8, 0x2e, 0x74, 0x78, 0x74], 'テスト.txt'],
    ['Shift_JIS kana', [0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x2e, 0x74, 0x78, 0x74], 'テスト.txt'],
    ['Shift_JIS kanji', [0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x2e, 0x74, 0x78, 0x74], '日本語.txt'],
    ['GB18030', [0xb2, 0xe2, 0xca, 0xd4, 0xce, 0xc4, 0xbc, 0xfe, 0x2e, 0x74, 0x78, 0x74], '测试文件.txt'],
    ['GB18030 that Shift_JIS could be', [0xe7, 0xe9, 0xe8, 0xa3, 0x2e, 0x74, 0x78, 0x74], '玳瑁.txt'],
    [
      'EUC-JP with kanji',
      [0xc6, 0xfc, 0xcb, 0xdc, 0xa4, 0xce, 0xcb, 0xdc, 0x2e, 0x74, 0x78, 0x74],
      '日本の本.txt',
    ],
    ['windows-949', [0x8c, 0x63, 0xb9, 0xe6, 0xb0, 0xa2, 0xc7, 0xcf, 0x2e, 0x74], '똠방각하.t'],
  ])('raw %s bytes', (_, bytes, name) => {
    expect(nameFromContentDisposition(`attachment; filename="${latin1(bytes)}"`)).toBe(name);
  });
});

describe('H3: fields that are not well formed', () => {
  table({
    'attachment; filename="f\\oo.html"': 'foo.html',
    'attachment; filename="\\"quoting\\" tested.html"': '"quoting" tested.html',
    'attachment; filename="Here\'s a semicolon;.html"': "Here's a semicolon;.html",
    'attachment; foo="bar"; filename="foo.html"': 'foo.html',
    'attachment; foo="\\"\\\\";filename="foo.html"': 'foo.html',
    'attachment; filename=foo.html': 'foo.html',
    'attachment; filename=foo,bar.html': 'foo,bar.html',
    'attachment; filename=foo.html ;': 'foo.html',
    'attachment; ;filename=foo': 'foo',
    'attachment; filename=foo bar.html': 'foo bar.html',
    "attachment; filename='foo.bar'": "'foo.bar'",
    'attachment; filename=foo[1](2).html': 'foo[1](2).html',
    'attachment; filename="foo.html"; filename="bar.html"': 'foo.html',
    'filename=foo.html': 'foo.html',
    'x=y; filename=foo.html': 'foo.html',
    '; filename=foo.html': 'foo.html',
    '"foo; filename=bar;baz"; filename=qux': 'bar',
    'attachment; filename=foo.html, attachment; filename=bar.html': 'foo.html',
    'attachment; filename="foo.html".txt': 'foo.html',
    'attachment; filename="bar': 'bar',
    'attachment; filename="bar\\': 'bar\\',
    'attachment; foo=foo filename=bar': null,
    'attachment filename=bar': 'bar',
    'attachment; xfilename=foo.html': null,
    'attachment; example="filename=example.txt"': null,
    'attachment; filename="/foo.html"': '/foo.html',
    'attachment; filename="\\\\foo.html"': '\\foo.html',
    'attachment; filename=""': null,
    'attachment; filename': null,
    'attachment; filename*0="foo."; filename*1="html"': 'foo.html',
    'attachment; filename*0="foo"; filename*1="\\b\\a\\r.html"': 'foobar.html',
    'attachment; filename*0*=UTF-8\'\'foo-%c3%a4; filename*1=".html"': 'foo-ä.html',
    "attachment; filename*0*=UTF-8''foo-%c3; filename*1*=%a4.html": 'foo-ä.html',
    'attachment; filename*0="foo"; filename*01="bar"': 'foo',
    'attachment; filename*0="foo"; filename*2="bar"': 'foo',
    'attachment; filename*1="foo."; filename*2="html"': null,
    'attachment; filename*1="bar"; filename*0="foo"': 'foobar',
  });
});

test('any bytes are read without a throw, and no U+FFFD is made up', () => {
  const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 60 });
  fc.assert(
    fc.property(
      bytes,
      fc.constantFrom('filename=', 'filename="', "filename*=utf-8''", ''),
      (list, prefix) => {
        const name = nameFromContentDisposition(`attachment; ${prefix}${latin1(list)}`);
        expect(name ?? '').not.toContain('\ufffd');
      },
    ),
  );
});

test('a UTF-8 name comes back whole, quoted raw or as an extended value', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((s) => s.trim() === s && !s.includes('%'));
  fc.assert(
    fc.property(name, (text) => {
      // U+FFFD stands for what could not be read, whoever wrote it.
      fc.pre(!/=\?|[\ufeff\ufffd]/.test(text) && text.isWellFormed());
      const quoted = wire(text).replace(/["\\]/g, '\\$&');
      expect(nameFromContentDisposition(`attachment; filename="${quoted}"`)).toBe(text);
      const escaped = encodeURIComponent(text).replaceAll("'", '%27');
      expect(nameFromContentDisposition(`attachment; filename*=UTF-8''${escaped}`)).toBe(text);
    }),
  );
});
