import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGetOptions, type GetOptions } from './get-options.ts';

const url = 'https://example.com/file.iso';
const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

function accepted(...args: string[]): GetOptions {
  const read = readGetOptions(args);
  if (!read.ok) throw new Error(read.failure);
  return read.value;
}

function refused(...args: string[]): string {
  const read = readGetOptions(args);
  if (read.ok) throw new Error('accepted');
  return read.failure;
}

test('without options, the defaults of the interface hold', () => {
  expect(accepted(url)).toEqual({
    urls: [url],
    access: { user: null, passwordFile: null, netrc: false, cookies: null },
    folder: '.',
    name: null,
    connections: 6,
    jobs: 5,
    input: null,
    mirrors: [],
    adopt: null,
    prefer: null,
    checksum: null,
    findChecksum: false,
    headers: [],
    proxy: null,
    noProxy: null,
    tls: { authorityFiles: [], revocationFiles: [], trusted: [] },
    limit: 0,
    timeout: 15,
    patience: 120,
    json: false,
    quiet: false,
  });
});

test('every option is understood, by its short name too', () => {
  const value = accepted(
    ...[
      '-d',
      'films',
      '-o',
      'a b.iso',
      '-x',
      '64',
      '-j3',
      '--mirror',
      'http://m.example/f',
      '--mirror=http://n.example/f',
    ],
    ...[
      '--prefer',
      'http://n.example/f',
      '--adopt',
      'left.part',
      '--checksum',
      `sha1=${sha1.toUpperCase()}`,
      '-H',
      'Cookie: a=b; c=d',
      '-H',
      'X-Empty:',
    ],
    ...['--limit', '2M', '--timeout', '0.5', '--patience', '0', '--json', '-q', url],
  );
  expect(value).toEqual({
    urls: [url],
    access: { user: null, passwordFile: null, netrc: false, cookies: null },
    folder: 'films',
    name: 'a b.iso',
    connections: 64,
    jobs: 3,
    input: null,
    mirrors: ['http://m.example/f', 'http://n.example/f'],
    adopt: 'left.part',
    prefer: 'http://n.example/f',
    checksum: { algorithm: 'sha1', hex: sha1 },
    findChecksum: false,
    headers: [
      ['Cookie', 'a=b; c=d'],
      ['X-Empty', ''],
    ],
    proxy: null,
    noProxy: null,
    tls: { authorityFiles: [], revocationFiles: [], trusted: [] },
    limit: 2_097_152,
    timeout: 0.5,
    patience: 0,
    json: true,
    quiet: true,
  });
});

test('a name may begin with a dash, and be as long as its part files allow', () => {
  expect(accepted(url, '-o-dash')).toMatchObject({ name: '-dash' });
  expect(accepted(url, '--out=-dash')).toMatchObject({ name: '-dash' });
  expect(accepted(url, '-o', 'a'.repeat(240))).toMatchObject({ name: 'a'.repeat(240) });
});

test('a list may come from a file, from stdin, and beside URLs', () => {
  expect(accepted('-i', 'list.txt')).toMatchObject({ urls: [], input: 'list.txt' });
  expect(accepted('-i', '-')).toMatchObject({ urls: [], input: '-' });
  expect(accepted(url, url, '--input', 'list.txt')).toMatchObject({ urls: [url, url], input: 'list.txt' });
});

describe('what is refused is refused in one sentence that names the option', () => {
  test.each<[string, string[]]>([
    ['URL', []],
    ['URL 1', ['ftp://example.com/f']],
    ['URL 2', [url, 'file:///etc/passwd']],
    ['URL 1', ['example.com/f']],
    ['URL 1', ['http://']],
    ['URL 1', ['javascript:alert(1)']],
    ['URL 1', ['']],
    ['--mirror', [url, '--mirror', 'ftp://m.example/f']],
    ['--out', [url, url, '-o', 'name']],
    ['--out', ['-i', 'list', '-o', 'name']],
    ['--mirror', [url, url, '--mirror', url]],
    ['--prefer', [url, '--prefer', 'http://m.example/f']],
    ['--adopt', [url, url, '--adopt', 'left.part']],
    ['--checksum', [url, url, '--checksum', sha1]],
    ['--checksum', [url, '-i', 'list', '--checksum', sha1]],
    ['--out', [url, '-o', '../name']],
    ['--out', [url, '-o', '/name']],
    ['--out', [url, '-o', '..']],
    ['--out', [url, '-o', '']],
    ['--out', [url, '-o', 'a\0b']],
    ['--out', [url, '-o', 'ü'.repeat(128)]],
    ['--out', [url, '-o', 'a'.repeat(241)]],
    ['-oVALUE', [url, '-o', '-dash']],
    ['--out=VALUE', [url, '--out', '-dash']],
    ['--dir', [url, '-d', '']],
    ['--input', ['-i', '']],
    ['--checksum', [url, '--checksum', 'no sum']],
    ['--checksum', [url, '--checksum', '']],
    ['--header', [url, '-H', 'no colon']],
    ['--header', [url, '-H', ': value']],
    ['--header', [url, '-H', 'Two Words: value']],
    ['--header', [url, '-H', 'X-A: b\r\nX-C: d']],
    ['--header', [url, '-H', 'X-A: \u{1f600}']],
    ['Range', [url, '-H', 'Range: bytes=0-5']],
    ['host', [url, '-H', 'host: evil.example']],
    ['--connections', [url, '-x', '0']],
    ['--connections', [url, '-x', '65']],
    ['--connections', [url, '-x', '1.5']],
    ['--connections', [url, '-x', '']],
    ['--connections', [url, '-x', '0x10']],
    ['--jobs', [url, '-j', '0']],
    ['--jobs', [url, '--jobs=-1']],
    ['--limit', [url, '--limit', '0']],
    ['--limit', [url, '--limit', 'fast']],
    ['--limit', [url, '--limit=-1']],
    ['--timeout', [url, '--timeout', '0']],
    ['--timeout', [url, '--timeout', 'NaN']],
    ['--timeout', [url, '--timeout', 'Infinity']],
    ['--timeout', [url, '--timeout', '1e3']],
    ['--timeout', [url, '--timeout', '99999999999']],
    ['--patience', [url, '--patience=-1']],
    ['--patience', [url, '--patience', '']],
    ['--unheard-of', [url, '--unheard-of']],
    ['-z', [url, '-z']],
    ['--dir', [url, '--dir']],
    ['--dir', [url, '-d']],
    ['--dir', [url, '--dir', '--json']],
    ['--json', [url, '--json=yes']],
  ])('%s: %j', (named, args) => {
    const sentence = refused(...args);
    expect(sentence).toContain(named);
    expect(sentence).toMatch(/^[^\n]+\.$/);
  });
});

test('brackets are plain text, unless --batch says that they stand for several', () => {
  const url = 'https://h.example/[01-03].iso';
  const plain = readGetOptions([url]);
  expect(plain.ok && plain.value.urls).toEqual([url]);
  const batch = readGetOptions(['--batch', url, 'https://h.example/x']);
  expect(batch.ok && batch.value.urls).toEqual(
    ['01.iso', '02.iso', '03.iso', 'x'].map((name) => `https://h.example/${name}`),
  );
  expect(readGetOptions(['--batch', 'https://h.example/[1-6000]', 'https://g.example/[1-6000]'])).toEqual({
    ok: false,
    failure: '--batch takes 10000 URLs at most, and these stand for more.',
  });
  expect(readGetOptions(['--batch', '-o', 'x', url])).toMatchObject({ ok: false });
});

test('no secret of an address or a header is repeated in a sentence', () => {
  expect(refused('ftp://user:hunter2@example.com/?token=hunter2')).not.toContain('hunter2');
  expect(refused(url, '-H', 'Authorization: hunter2\nX')).not.toContain('hunter2');
  expect(refused(url, '-H', 'hunter2')).not.toContain('hunter2');
});

test('whatever is typed, the answer is options within their bounds or one sentence', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '-x',
      '-j',
      '-o',
      '-i',
      '-H',
      '--limit',
      '--timeout',
      '--patience',
      '--mirror',
      '--json',
      url,
    ),
    fc.constantFrom(
      '--',
      '-',
      '--checksum',
      sha1,
      'A: b',
      '5',
      '0',
      '-1',
      '1e9',
      '--no-json',
      '--json=',
      '--=x',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (args) => {
      const read = readGetOptions(args);
      if (!read.ok) {
        expect(read.failure).toMatch(/^\P{Cc}+\.$/u);
        return;
      }
      const { connections, jobs, limit, timeout, patience, urls, input } = read.value;
      expect(connections >= 1 && connections <= 64 && jobs >= 1 && limit >= 0).toBe(true);
      expect(timeout > 0 && patience >= 0 && Number.isFinite(timeout + patience + limit)).toBe(true);
      expect(urls.length > 0 || input !== null).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
