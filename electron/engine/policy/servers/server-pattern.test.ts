import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isServer,
  maySendSecrets,
  readServerPattern,
  serverOf,
  serverPatternText,
} from './server-pattern.ts';

/** The pattern as it is kept, or what is wrong with it. */
function read(text: string): string {
  const pattern = readServerPattern(text);
  return pattern.ok ? serverPatternText(pattern.value) : `! ${pattern.failure}`;
}

function pattern(text: string) {
  const found = readServerPattern(text);
  if (!found.ok) throw new Error(`${text} is no pattern`);
  return found.value;
}

describe('a pattern of servers', () => {
  it.each([
    ['example.org', 'example.org'],
    ['  Example.ORG. ', 'example.org'],
    ['*.example.org', '*.example.org'],
    ['example.org:8080', 'example.org:8080'],
    ['*.example.org:443', '*.example.org:443'],
    ['https://example.org/a/b?c#d', 'example.org'],
    ['http://nas:5000/', 'http://nas:5000'],
    ['HTTP://*.home.example', 'http://*.home.example'],
    ['localhost', 'localhost'],
    ['127.0.0.1:80', '127.0.0.1:80'],
    ['[::1]:8080', '[::1]:8080'],
    ['예시.한국', 'xn--vv4b11d.xn--3e0b707e'],
    ['', '! no-host'],
    ['   ', '! no-host'],
    ['https://', '! no-host'],
    ['two words', '! no-host'],
    ['user:pass@example.org', '! no-host'],
    ['user@example.org', '! no-host'],
    ['example.org:0', '! no-host'],
    ['example.org:65536', '! no-host'],
    ['example.org:', '! no-host'],
    ['exa*mple.org', '! no-host'],
    ['*.127.0.0.1', '! no-host'],
    ['ftp://example.org', '! no-host'],
    ['*', '! too-wide'],
    ['*.*', '! too-wide'],
    ['*.org', '! too-wide'],
  ])('%j is kept as %j', (text, kept) => {
    expect(read(text)).toBe(kept);
  });

  it.each([
    ['example.org', 'https://example.org/x', true],
    ['example.org', 'http://example.org:8080/', true],
    ['example.org', 'https://EXAMPLE.org./', true],
    ['example.org', 'https://www.example.org/', false],
    ['example.org', 'https://example.org.evil.example/', false],
    ['*.example.org', 'https://a.b.example.org/', true],
    ['*.example.org', 'https://example.org/', true],
    ['*.example.org', 'https://notexample.org/', false],
    ['example.org:443', 'https://example.org/', true],
    ['example.org:443', 'http://example.org/', false],
    ['example.org:80', 'http://example.org/', true],
    ['example.org:8080', 'http://example.org/', false],
    ['[::1]:8080', 'http://[::1]:8080/', true],
  ])('%j holds for %j: %j', (text, url, holds) => {
    expect(isServer(pattern(text), new URL(url))).toBe(holds);
  });

  it('read again is what it was, whatever was typed', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/).filter((text) => !/^xn--/.test(text));
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 2, maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: null }),
        (names, plain, below, port) => {
          const text = `${plain ? 'http://' : ''}${below ? '*.' : ''}${names.join('.')}${port === null ? '' : `:${port}`}`;
          expect(read(text)).toBe(text);
          expect(isServer(pattern(text), new URL(`http://${names.join('.')}:${port ?? 80}/`))).toBe(true);
          expect(isServer(pattern(text), new URL(`http://${names.join('.')}x:${port ?? 80}/`))).toBe(false);
        },
      ),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void readServerPattern(text)));
  });
});

describe('of several profiles', () => {
  const servers = ['*.example.org', '*.a.example.org', 'b.a.example.org', 'example.org:8443'].map((text) => ({
    pattern: pattern(text),
    text,
  }));
  it.each([
    ['https://c.example.org/', '*.example.org'],
    ['https://x.a.example.org/', '*.a.example.org'],
    ['https://b.a.example.org/', 'b.a.example.org'],
    ['https://example.org:8443/', 'example.org:8443'],
    ['https://example.org/', '*.example.org'],
    ['https://example.com/', undefined],
  ])('%j has the one that says most: %j', (url, text) => {
    expect(serverOf(servers, new URL(url))?.text).toBe(text);
    expect(serverOf(servers.toReversed(), new URL(url))?.text).toBe(text);
  });
});

describe('what is secret', () => {
  it('goes by https, or to this very computer, unless the pattern says otherwise', () => {
    const may = (text: string, url: string) => maySendSecrets(pattern(text), new URL(url));
    expect(may('example.org', 'https://example.org/')).toBe(true);
    expect(may('example.org', 'http://example.org/')).toBe(false);
    expect(may('http://example.org', 'http://example.org/')).toBe(true);
    expect(may('127.0.0.1', 'http://127.0.0.1:8080/')).toBe(true);
  });
});
