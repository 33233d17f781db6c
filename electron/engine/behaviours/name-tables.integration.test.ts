import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isReservedName } from '../policy/file-names/reserved-names.ts';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

let harness: EngineHarness;
let server: RangeServer;
let turn = 0;

beforeAll(async () => {
  harness = await openHarness();
  server = await harness.serve({ size: 64, contentType: null });
});
afterAll(() => harness.close());

/** The name that a whole run gives to a file with this field, sent byte for byte, in a folder of its own. */
async function nameFor(contentDisposition: string | null, path = '/get'): Promise<string> {
  server.behave({ contentDisposition, headEncoding: 'latin1' });
  const folder = join(harness.folder, String((turn += 1)));
  const download = harness.engine.add({ url: new URL(server.origin + path), folder, connections: 1 });
  await harness.ended(download);
  const { target } = download.record;
  if (target === null || download.state.kind !== 'completed') throw new Error(JSON.stringify(download.state));
  expect([dirname(target), await readdir(folder)]).toEqual([folder, [basename(target)]]);
  expect((await readdir(harness.root)).sort()).toEqual(['data', 'downloads']);
  return basename(target);
}

const raw = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const bytes = (hex: string): string => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');

/** `get` stands for the address's own name, where the field tells none. */
const forms: readonly (readonly [field: string, name: string])[] = [
  ['attachment; filename="foo.html"', 'foo.html'],
  ['attachment; filename="f\\oo.html"', 'foo.html'],
  ['attachment; filename="\\"quoting\\" tested.html"', '_quoting_ tested.html'],
  ['attachment; filename="Here\'s a semicolon;.html"', "Here's a semicolon;.html"],
  ['attachment; foo="\\"\\\\";filename="foo.html"', 'foo.html'],
  ['attachment; FILENAME="foo.html"', 'foo.html'],
  ['ATTACHMENT', 'get'],
  ['inline', 'get'],
  ['attachment; filename=foo,bar.html', 'foo,bar.html'],
  ['attachment; filename=foo.html ;', 'foo.html'],
  ['attachment; ;filename=foo', 'foo'],
  ['attachment; filename=foo bar.html', 'foo bar.html'],
  ["attachment; filename='foo.bar'", "'foo.bar'"],
  ['attachment; filename="foo-\xe4.html"', 'foo-ä.html'],
  [raw('attachment; filename="foo-ä.html"'), 'foo-ä.html'],
  [raw('attachment; filename=foo-ä.html'), 'foo-ä.html'],
  ['attachment; filename="foo-%41.html"', 'foo-A.html'],
  ['attachment; filename="50%.html"', '50%.html'],
  ['attachment; name="foo-%41.html"', 'get'],
  ['attachment; filename="foo-%c3%a4-%e2%82%ac.html"', 'foo-ä-€.html'],
  ['attachment; filename ="foo.html"', 'foo.html'],
  ['attachment; filename="foo.html"; filename="bar.html"', 'foo.html'],
  ['attachment; filename=foo[1](2).html', 'foo[1](2).html'],
  ['filename=foo.html', 'foo.html'],
  ['x=y; filename=foo.html', 'foo.html'],
  ['; filename=foo.html', 'foo.html'],
  [': inline; attachment; filename=foo.html', 'foo.html'],
  ['attachment; inline; filename=foo.html', 'foo.html'],
  ['attachment; filename="foo.html".txt', 'foo.html'],
  ['attachment; filename="bar', 'bar'],
  ['attachment; filename=foo"bar;baz"qux', 'foo_bar'],
  ['attachment; filename=foo.html, attachment; filename=bar.html', 'foo.html'],
  ['filename=foo.html; attachment', 'foo.html'],
  ['attachment; xfilename=foo.html', 'get'],
  ['attachment; filename="/foo.html"', 'foo.html'],
  ['attachment; filename="\\\\foo.html"', 'foo.html'],
  ["attachment; filename*=iso-8859-1''foo-%E4.html", 'foo-ä.html'],
  ["attachment; filename*=UTF-8''foo-%c3%a4-%e2%82%ac.html", 'foo-ä-€.html'],
  ["attachment; filename*=''foo-%c3%a4-%e2%82%ac.html", 'get'],
  ["attachment; filename*=UTF-8''foo-a%cc%88.html", 'foo-a\u0308.html'],
  ["attachment; filename*=utf-8''foo-%E4.html", 'get'],
  ["attachment; filename*= UTF-8''foo-%c3%a4.html", 'foo-ä.html'],
  ['attachment; filename*="UTF-8\'\'foo-%c3%a4.html"', 'foo-ä.html'],
  ['attachment; filename*="foo%20bar.html"', 'get'],
  ["attachment; filename*=UTF-8'foo-%c3%a4.html", 'get'],
  ["attachment; filename*=UTF-8''foo%", 'get'],
  ["attachment; filename*=UTF-8''f%oo.html", 'get'],
  ["attachment; filename*=UTF-8''A-%2541.html", 'A-A.html'],
  ["attachment; filename*=UTF-8''%5cfoo.html", 'foo.html'],
  ['attachment; filename*0="foo."; filename*1="html"', 'foo.html'],
  ['attachment; filename*0="foo"; filename*1="\\b\\a\\r.html"', 'foobar.html'],
  ['attachment; filename*0*=UTF-8\'\'foo-%c3%a4; filename*1=".html"', 'foo-ä.html'],
  ['attachment; filename*0="foo"; filename*01="bar"', 'foo'],
  ['attachment; filename*0="foo"; filename*2="bar"', 'foo'],
  ['attachment; filename*1="foo."; filename*2="html"', 'get'],
  ['attachment; filename*1="bar"; filename*0="foo"', 'foobar'],
  ['attachment; filename="foo-ae.html"; filename*=UTF-8\'\'foo-%c3%a4.html', 'foo-ä.html'],
  ['attachment; filename*=UTF-8\'\'foo-%c3%a4.html; filename="foo-ae.html"', 'foo-ä.html'],
  ["attachment; filename*0*=ISO-8859-15''euro%3d%a4; filename*=ISO-8859-1''sign%3d%a4", 'sign=¤'],
  ['attachment; filename==?ISO-8859-1?Q?foo-=E4.html?=', 'foo-ä.html'],
];

test.each(forms)('H3: %s', async (field, name) => {
  expect(await nameFor(field)).toBe(name);
});

test.each([
  ['RFC 2047, base 64', 'attachment; filename="=?UTF-8?B?7ZWc6riALnppcA==?="', '한글.zip'],
  ['RFC 2047, quoted', 'attachment; filename="=?ISO-8859-1?Q?foo-=E4.html?="', 'foo-ä.html'],
  ['raw UTF-8', raw('attachment; filename="한글 日本 中文.zip"'), '한글 日本 中文.zip'],
  ['EUC-KR', `attachment; filename="${bytes('c7d1b1db')}.zip"`, '한글.zip'],
  ['EUC-KR without quotes', `attachment; filename=${bytes('c7d1b1db')}.zip`, '한글.zip'],
  ['EUC-JP', `attachment; filename="${bytes('a5c6a5b9a5c8')}.zip"`, 'テスト.zip'],
  ['Shift_JIS', `attachment; filename="${bytes('93fa967b 8365 8358 8367')}.zip"`, '日本テスト.zip'],
  ['GBK', `attachment; filename="${bytes('d6d0cec4 cec4bcfe')}.zip"`, '中文文件.zip'],
  ['Latin-1', 'attachment; filename="na\xefve.zip"', 'naïve.zip'],
  ['escapes of UTF-8', 'attachment; filename=%ED%95%9C%EA%B8%80.zip', '한글.zip'],
  ['a named charset', "attachment; filename*=EUC-KR''%C7%D1%B1%DB.zip", '한글.zip'],
])('H2: %s', async (_what, field, name) => {
  expect(await nameFor(field)).toBe(name);
});

test.each([
  ['/%C7%D1%B1%DB.zip', '한글.zip'],
  ['/%93%FA%96%7B%83e%83X%83g.zip', '日本テスト.zip'],
  ['/%D6%D0%CE%C4%CE%C4%BC%FE.zip', '中文文件.zip'],
  ['/%ED%95%9C%EA%B8%80.zip', '한글.zip'],
  ['/na%EFve.zip', 'naïve.zip'],
])('H2: in the address %s', async (path, name) => {
  expect(await nameFor(null, path)).toBe(name);
});

test.each([
  ['CON', '_CON'],
  ['nul.tar.gz', '_nul.tar.gz'],
  ['COM\u00b9.txt', '_COM¹.txt'],
  ['lpt9', '_lpt9'],
  ['clock$.txt', '_clock$.txt'],
  ['setup.lnk', 'setup.lnk.download'],
  ['app.exe.local', 'app.exe.local.download'],
  ['x.{20D04FE0-3AEA-1069-A2D8-08002B30309D}', 'x.{20D04FE0-3AEA-1069-A2D8-08002B30309D}.download'],
  ['desktop.ini', '_desktop.ini'],
  ['a.zip:evil.exe', 'a.zip_evil.exe'],
  ['a.zip::$INDEX_ALLOCATION', 'a.zip__$INDEX_ALLOCATION'],
  ['film.mkv.part', 'film.mkv.part.download'],
  ['film.mkv.part.tributary', 'film.mkv.part.tributary.download'],
])('H5: %s', async (given, name) => {
  expect(await nameFor(raw(`attachment; filename="${given}"`))).toBe(name);
});

test.each([
  ['setup.exe. . .', 'setup.exe'],
  ['  a.txt  ', 'a.txt'],
  ['a.txt\u00a0', 'a.txt'],
  ['.htaccess', '_htaccess'],
  ['~user', '_user'],
  ['...', 'get'],
  ['PROGRA~1.TXT', 'PROGRA~1.TXT'],
])('H6: %j', async (given, name) => {
  expect(await nameFor(raw(`attachment; filename="${given}"`))).toBe(name);
});

describe('H7: whatever is sent as a name, the file lies in its folder, under a name for every system', () => {
  const lookalikes = ['．．／evil', '..∕evil', '..⧵evil', 'C：＼evil', 'a\u2044b', 'ＣＯＮ', 'NUL\u00a0'];
  const commands = [
    "'; DROP TABLE x; --",
    '$(touch x)',
    '`id`',
    '| cat',
    '& calc',
    '%n%s%x',
    '{{7*7}}',
    '-rf',
    '--help',
  ];
  const texts = [
    '\u0300\u0301\u0302'.repeat(40),
    '\u200b\ufeff',
    '\u202egpj.exe',
    'Ω≈ç√∫',
    '社會科學院',
    '👾🙇💁',
    '🏳️‍🌈',
    'ﷺ',
    '１２３',
    'İı',
    'ﬁ',
    '\u0000',
    '\u007f',
    '<script>',
    'undefined',
    '__proto__',
    'NaN',
    '-1/2',
    '0x0',
  ];
  const paths = [
    '../../etc/passwd',
    '..\\..\\x',
    '/etc/shadow',
    '\\\\?\\C:\\x',
    '//srv/share/x',
    'file:///etc/x',
    '%2e%2e%2f%2e%2e%2fx',
    '%252e%252e%252fx',
    '..%c0%afx',
    '..%u2215x',
    '.%2e/x',
    'a/../../x',
    '....//x',
    'x/',
    'x\\',
    '/',
    '\\',
    '..',
    '.',
  ];
  const controls = Array.from({ length: 32 }, (_, code) => `a${String.fromCharCode(code)}b`);
  const devices = ['con', 'prn', 'aux', 'nul', 'conin$', 'com0', 'com1', 'lpt1'].flatMap((name) => [
    name,
    `${name}.txt`,
    `${name} .x`,
    `${name}.`,
  ]);
  const lengths = ['x', 'é', '한', '😀'].flatMap((sign) =>
    [85, 128, 240, 255, 256, 1_000].map((n) => sign.repeat(n)),
  );

  test.each([
    ['paths', paths],
    ['lookalikes', lookalikes],
    ['commands', commands],
    ['texts', texts],
    ['controls', controls],
    ['devices', devices],
    ['lengths', lengths],
  ])('%s', async (_what, strings) => {
    for (const text of strings) {
      const fields = [`attachment; filename*=UTF-8''${encodeURIComponent(text)}`];
      // What would end the field or the line is sent escaped only.
      if (!/[\r\n\0]/.test(text))
        fields.push(raw(`attachment; filename="${text.replace(/["\\]/g, '\\$&')}"`));
      for (const field of fields) {
        const name = await nameFor(field);
        expect(name).not.toMatch(
          /[<>:"/\\|?*\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]|^[.~\s]|[.\s]$/u,
        );
        expect(isReservedName(name)).toBe(false);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255 - '.part.tributary'.length);
      }
    }
  });
});
