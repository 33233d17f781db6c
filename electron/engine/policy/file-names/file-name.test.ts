import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseName, numberedName, numberedNameBytes, safeFileName, safeNameBytes } from './file-name.ts';
import { isReservedName } from './reserved-names.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

function table(cases: readonly (readonly [raw: string, name: string])[]): void {
  test.each(cases)('%j becomes %j', (raw, name) => expect(safeFileName(raw)).toBe(name));
}

describe('H4: only the last component counts, after decoding', () => {
  table([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\evil.exe', 'evil.exe'],
    ['/etc/x', 'x'],
    ['C:\\x', 'x'],
    ['C:x.txt', 'x.txt'],
    ['\\\\srv\\x', 'x'],
    ['%2e%2e%2fevil', 'evil'],
    ['%252e%252e%252fevil', 'evil'],
    ['..%5c..%5cevil', 'evil'],
    ['a%25%32%66b', 'b'],
    ['%ff/%2e%2e%2fevil', 'evil'],
    ['%ff%2e%2e%2fevil', 'evil'],
    ['%e2%82%ac%ff%e2%82%e2%82%acx', '\u20ac%ff%e2%82\u20acx'],
    ['foo:stream', 'foo_stream'],
    ['file.txt::$DATA', 'file.txt__$DATA'],
    ['a/b/', 'b'],
  ]);
});

describe('H5: names and extensions that some system acts on', () => {
  table([
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['NUL .tar.gz', '_NUL .tar.gz'],
    ['COM1', '_COM1'],
    ['COM¹', '_COM¹'],
    ['LPT9.log', '_LPT9.log'],
    ['clock$', '_clock$'],
    ['CONIN$', '_CONIN$'],
    ['COMMON.txt', 'COMMON.txt'],
    ['desktop.ini', '_desktop.ini'],
    ['a.lnk', 'a.lnk.download'],
    ['a.local', 'a.local.download'],
    ['a.{20D04FE0-3AEA-1069-A2D8-08002B30309D}', 'a.{20D04FE0-3AEA-1069-A2D8-08002B30309D}.download'],
  ]);
  test('a name of our own sidecars gets another ending, so no target is a part file', () => {
    expect(safeFileName('video.part')).toBe('video.part.download');
    expect(safeFileName('video.PART')).toBe('video.PART.download');
    expect(safeFileName('video.part.tributary')).toBe('video.part.tributary.download');
  });
});

describe('H6: both ends', () => {
  table([
    ['a.txt. . .', 'a.txt'],
    ['a.txt\u00a0', 'a.txt'],
    ['  a.txt', 'a.txt'],
    ['.htaccess', '_htaccess'],
    ['..foo', '_.foo'],
    ['~$doc.docx', '_$doc.docx'],
    ['~', '_'],
  ]);
});

describe('H7, H8: characters', () => {
  table([
    ['a<b>c"d|e?f*g', 'a_b_c_d_e_f_g'],
    ['a\0b\nc\u0085d\u007fe', 'a_b_c_d_e'],
    ['a\u2028b', 'a_b'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069b', 'ab'],
    ['a\ud800b', 'a_b'],
    ['a%00b', 'a_b'],
    ['%\u202e41', 'A'],
    ['family \u{1f468}\u200d\u{1f469}.png', 'family \u{1f468}\u200d\u{1f469}.png'],
  ]);
});

describe('H9: 255 bytes with room for the sidecar and a number', () => {
  test('a long name is cut in its stem and keeps its extension', () => {
    expect(safeFileName(`${'a'.repeat(300)}.tar.gz`)).toBe(`${'a'.repeat(235 - 7)}.tar.gz`);
  });
  test('the cut falls between code points', () => {
    const name = safeFileName(`${'\u{1f600}'.repeat(100)}.iso`);
    expect(name).toBe(`${'\u{1f600}'.repeat(57)}.iso`);
    expect(bytesOf(safeFileName(`${'한'.repeat(100)}.iso`))).toBeLessThanOrEqual(safeNameBytes);
  });
  test('a long name of a device stays within the limit, and as it is', () => {
    const name = safeFileName(`CON.${'한'.repeat(100)}`);
    expect(name.startsWith('_CON.')).toBe(true);
    expect(bytesOf(name)).toBeLessThanOrEqual(safeNameBytes);
    expect(safeFileName(name)).toBe(name);
  });
  test('a cut does not lay a reserved extension bare', () => {
    const name = safeFileName(`${'a'.repeat(231)}.lnk${'b'.repeat(40)}`);
    expect(name).toBe(`${'a'.repeat(231)}_lnk`);
  });
});

describe('H10: nothing left', () => {
  test.each(['', '.', '..', '/', '///', ' . . ', '\u202e', '%2e', 'C:'])('%j becomes "download"', (raw) => {
    expect(safeFileName(raw)).toBe('download');
    expect(safeFileName(raw, { extensionForType: 'zip' })).toBe('download.zip');
  });
});

describe('every safe name', () => {
  const raw = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({
      unit: fc.constantFrom('.', ' ', '/', '\\', ':', '%', '2', '5', 'e', 'f', '4', '~', '\u202e'),
    }),
    fc
      .array(fc.constantFrom('CON', '.', 'lnk', '.part', '.tributary', ' ', '한', '%2f', 'x'.repeat(80)), {
        maxLength: 12,
      })
      .map((parts) => parts.join('')),
  );
  test('is one safe component within the limit', () => {
    fc.assert(
      fc.property(raw, fc.option(fc.constantFrom('zip', 'tar', 'a/b')), (text, extensionForType) => {
        const name = safeFileName(text, { extensionForType });
        expect(name).not.toMatch(/[<>:"/\\|?*\ufffd\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(name).not.toMatch(/^[\s.~]|[\s.]$|^$/u);
        expect(name).not.toMatch(/\.(?:part|tributary|lnk|local)$/i);
        expect(isReservedName(name)).toBe(false);
        expect(name.isWellFormed()).toBe(true);
        expect(bytesOf(name)).toBeLessThanOrEqual(safeNameBytes);
        expect(bytesOf(`${numberedName(name, 99)}.part.tributary`)).toBeLessThanOrEqual(255);
      }),
      { numRuns: 500 },
    );
  });
  test('comes back as it is', () => {
    fc.assert(
      fc.property(raw, (text) => {
        const once = safeFileName(text);
        expect(safeFileName(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a numbered name', () => {
  test.each([
    ['a.zip', 1, 'a (1).zip'],
    ['a.tar.gz', 2, 'a (2).tar.gz'],
    ['README', 3, 'README (3)'],
    ['v1.2 final notes', 1, 'v1.2 final notes (1)'],
    ['a.b.c', 1, 'a.b (1).c'],
  ])('of %s, %i is %s', (name, n, numbered) => expect(numberedName(name, n)).toBe(numbered));

  test('stays within the limit at any number', () => {
    const numbered = numberedName(`${'한'.repeat(77)}.iso`, 123_456);
    expect(bytesOf(numbered)).toBeLessThanOrEqual(numberedNameBytes);
    expect(numbered.endsWith(' (123456).iso')).toBe(true);
  });
});

describe('the name chosen for a download', () => {
  const choose = (contentDisposition: string | null, url: string, contentType: string | null = null) =>
    chooseName({ contentDisposition, url: new URL(url), contentType });

  test('is the server’s, else the address’s, else "download"', () => {
    expect(choose('attachment; filename="a.zip"', 'http://h/b.iso')).toBe('a.zip');
    expect(choose('attachment', 'http://h/b.iso')).toBe('b.iso');
    expect(choose('attachment; filename=".."', 'http://h/b.iso')).toBe('b.iso');
    expect(choose(null, 'http://h/?a=b', 'application/zip')).toBe('download.zip');
    expect(choose(null, 'http://h/', 'text/plain; charset=utf-8')).toBe('download.txt');
    expect(choose(null, 'http://h/', 'application/octet-stream')).toBe('download');
  });
  test('gets the extension of the type only where it has none', () => {
    expect(choose(null, 'http://h/song', 'audio/mpeg')).toBe('song.mp3');
    expect(choose(null, 'http://h/get.php', 'application/zip')).toBe('get.php');
    expect(choose(null, 'http://h/README', 'text/plain')).toBe('README');
    expect(choose(null, 'http://h/blob', 'constructor')).toBe('blob');
  });
});
