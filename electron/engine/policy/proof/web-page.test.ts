import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPageType, isStrangePage, looksLikePage, pageRule, pageStart } from './web-page.ts';

const html = ['content-type', 'text/html; charset=utf-8'] as const;
const at = (...addresses: string[]): URL[] => addresses.map((address) => new URL(address));
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('F14: which reply may be a page in the place of a file', () => {
  test.each([
    ['http://h.test/disc.iso'],
    ['http://h.test/a/setup.EXE?token=1#x'],
    ['http://h.test/film.tar.gz'],
    ['http://h.test/archive.zip', 'http://login.test/portal'],
    ['http://h.test/d?id=7', 'http://cdn.test/archive.zip'],
  ])('%s, as HTML', (...addresses) => {
    expect(isStrangePage('by-name', [html], at(...addresses))).toBe(true);
  });

  test.each([
    'http://h.test/',
    'http://h.test/index.html',
    'http://h.test/README',
    'http://h.test/download.php?file=disc.iso',
    'http://h.test/disc.iso/',
    'http://h.test/notes/v1.2.3',
    'http://h.test/wiki/ASP.NET',
    'http://h.test/page.aspx',
    'http://example.zip/',
    'http://h.test/.zip',
    'http://h.test/data.json',
    'http://h.test/image.svg',
  ])('not %s', (address) => {
    expect(isStrangePage('by-name', [html], at(address))).toBe(false);
  });

  test('a name in Content-Disposition counts; an attachment is a file', () => {
    const named = (value: string): boolean =>
      isStrangePage('by-name', [html, ['content-disposition', value]], at('http://h.test/d?id=7'));
    expect(named('inline; filename="disc.iso"')).toBe(true);
    expect(named('attachment; filename="disc.iso"')).toBe(false);
    expect(named('inline; filename="disc.html"')).toBe(false);
  });

  test('where the file is known to be none, any page is strange; where it is one, none is', () => {
    const page = at('http://h.test/x');
    expect(isStrangePage('strange', [html], page)).toBe(true);
    expect(isStrangePage('strange', [['content-type', 'text/plain']], page)).toBe(false);
    expect(isStrangePage('strange', [], page)).toBe(false);
    expect(isStrangePage('welcome', [html], at('http://h.test/disc.iso'))).toBe(false);
  });

  test('nothing but a page type is ever strange', () => {
    fc.assert(
      fc.property(fc.constantFrom('by-name', 'strange'), fc.string(), (rule, type) => {
        fc.pre(!isPageType(type));
        expect(isStrangePage(rule, [['content-type', type]], at('http://h.test/disc.iso'))).toBe(false);
      }),
    );
  });
});

test('the rule of a download follows from its type, then from the name that was asked for', () => {
  const rule = (askedName: string | null, contentType: string | null, welcome = false) =>
    pageRule({ welcome, askedName, contentType });
  expect(rule(null, null)).toBe('by-name');
  expect(rule('disc.iso', null)).toBe('by-name');
  expect(rule('page.html', null)).toBe('welcome');
  expect(rule('page', null)).toBe('welcome');
  expect(rule('page.html', 'application/zip')).toBe('strange');
  expect(rule(null, 'text/html')).toBe('welcome');
  expect(rule(null, 'application/octet-stream', true)).toBe('welcome');
});

describe('F14: what a body begins with', () => {
  test.each([
    '<!doctype html><title>Sign in</title>',
    '\xef\xbb\xbf\r\n  <HTML>',
    '<?xml version="1.0"?>',
    '<script>location = "/login"</script>',
  ])('%j is a page', (text) => {
    expect(looksLikePage(bytes(text), false)).toBe(true);
  });

  test.each(['PK\x03\x04', '\x7fELF\x02', '%PDF-1.7\n1 0 obj', 'd8:announce', '\x00<html>', '<\x01'])(
    '%j is a file',
    (text) => {
      expect(looksLikePage(bytes(text), false)).toBe(false);
    },
  );

  test('a few words and nothing more are no file; nothing at all is', () => {
    expect(looksLikePage(bytes('Access denied'), true)).toBe(true);
    expect(looksLikePage(bytes('Access denied'), false)).toBe(false);
    expect(looksLikePage(bytes(''), true)).toBe(false);
  });

  test('bytes that no text holds are never a page', () => {
    const noText = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: pageStart - 1 }), noText, fc.boolean(), (rest, byte, whole) => {
        expect(looksLikePage(Uint8Array.of(...rest, byte), whole)).toBe(false);
      }),
    );
  });
});
