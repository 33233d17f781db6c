import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInputList } from './input-list.ts';

const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

test('a list with mirrors, options, comments and blank lines is read', () => {
  const text = [
    '\ufeff# comment',
    'http://a.example/x\thttp://b.example/x',
    '  out=my name.iso',
    '  # not an option',
    `\tchecksum=sha-1=${sha1}`,
    '',
    'https://c.example/y',
    ' dir=/srv/files',
  ].join('\r\n');
  expect(parseInputList(text)).toEqual({
    ok: true,
    value: [
      {
        url: 'http://a.example/x',
        mirrors: ['http://b.example/x'],
        out: 'my name.iso',
        dir: null,
        checksum: { algorithm: 'sha1', hex: sha1 },
        line: 2,
      },
      { url: 'https://c.example/y', mirrors: [], out: null, dir: '/srv/files', checksum: null, line: 7 },
    ],
  });
});

test.each([
  ['not a link', 1, 'not-a-link'],
  ['ftp://a.example/x', 1, 'not-a-link'],
  ['http://a.example/x\tnope', 1, 'not-a-link'],
  ['  out=x', 1, 'option-without-link'],
  ['http://a.example/x\n  speed=1', 2, 'unknown-option'],
  ['http://a.example/x\n  out=', 2, 'empty-option'],
  ['http://a.example/x\n  checksum=abc', 2, 'bad-checksum'],
])('%j is refused at line %i: %s', (text, line, problem) => {
  expect(parseInputList(text)).toEqual({ ok: false, failure: { line, problem } });
});

test('an empty list is no fault', () => expect(parseInputList('\n# x\n')).toEqual({ ok: true, value: [] }));

test('any text is read without a throw', () => {
  const lines = fc.array(
    fc.constantFrom('http://a.example/x', ' out=y', '\t', '#', '\n', ' checksum=', sha1),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        lines.map((list) => list.join('\n')),
      ),
      (text) => {
        const result = parseInputList(text);
        if (!result.ok) expect(result.failure.line).toBeGreaterThan(0);
      },
    ),
  );
});
