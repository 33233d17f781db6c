import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInputList } from './input-list.ts';

const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const plain = { mirrors: [], name: null, folder: null, checksum: null };

test('a list has URLs, mirrors behind tabs, and options on indented lines', () => {
  const text = [
    '\ufeff# films',
    'http://a.example/1\thttp://b.example/1\t\thttps://c.example/1\r',
    '  out=one file.bin',
    '\tdir=films/old',
    '',
    `  checksum=md5:${md5.toUpperCase()}`,
    '   ',
    'http://a.example/2?x=#y   ',
    'http://a.example/3',
    ' out=a=b',
  ].join('\n');
  expect(readInputList(text)).toEqual({
    ok: true,
    value: [
      {
        url: 'http://a.example/1',
        mirrors: ['http://b.example/1', 'https://c.example/1'],
        name: 'one file.bin',
        folder: 'films/old',
        checksum: { algorithm: 'md5', hex: md5 },
      },
      { ...plain, url: 'http://a.example/2?x=#y' },
      { ...plain, url: 'http://a.example/3', name: 'a=b' },
    ],
  });
});

test('a comment may be indented, and lines may end as on old systems', () => {
  expect(readInputList('http://a.example/1\r  # its name:\r  out=one\rhttp://a.example/2\r')).toEqual({
    ok: true,
    value: [
      { ...plain, url: 'http://a.example/1', name: 'one' },
      { ...plain, url: 'http://a.example/2' },
    ],
  });
});

test('an empty list is a list', () => {
  expect(readInputList('\n# nothing\n')).toEqual({ ok: true, value: [] });
});

test.each([
  ['Line 1', 'ftp://a.example/1'],
  ['Line 2', 'http://a.example/1\nnot a link'],
  ['Line 1', 'http://a.example/1\tnot a link'],
  ['Line 1', ' out=name'],
  ['Line 3', 'http://a.example/1\n\n split=5'],
  ['Line 2', 'http://a.example/1\n out=../name'],
  ['Line 2', 'http://a.example/1\n out='],
  ['Line 2', 'http://a.example/1\n dir='],
  ['Line 2', 'http://a.example/1\n checksum=no'],
  ['Line 2', 'http://a.example/1\n out'],
])('%s is named: %j', (named, text) => {
  const read = readInputList(text);
  expect(read).toEqual({ ok: false, failure: expect.stringContaining(`${named} of the list `) as string });
});

test('whatever the text, reading it gives items or a sentence', () => {
  const line = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.string().map((text) => ` out=${text}`),
  );
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\t'), (lines, end) => {
      const read = readInputList(lines.join(end));
      if (read.ok) for (const item of read.value) expect(item.name ?? '').not.toContain('/');
      else expect(read.failure).toMatch(/^Line \d+ of the list .*\.$/);
    }),
  );
});
