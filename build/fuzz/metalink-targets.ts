import fc from 'fast-check';
import { judgeName } from './name-targets.ts';
import { claim, fuzzTarget, textOf, type FuzzTarget } from './fuzz-target.ts';
import { judgeUrl } from './link-targets.ts';
import { mostUrls } from '../../electron/engine/policy/metalink/metalink-reader.ts';
import { parseMetalink } from '../../electron/engine/policy/metalink/metalink.ts';

const namespaces = ['urn:ietf:params:xml:ns:metalink', 'http://www.metalinker.org/', 'urn:x'] as const;
const sum = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

const tagPieces = [
  ...['file', 'files', 'url', 'hash', 'pieces', 'size', 'resources', 'verification', 'signature', 'metalink'],
  ...['<', '</', '/>', '>', ' name="a"', ' name="../b"', ' type="sha-1"', ' type="sha1"', ' length="262144"'],
  ...[
    ' piece="0"',
    ' priority="1"',
    ' preference="100"',
    ' location="kr"',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
  ],
  ...[
    '<?xml version="1.0"?>',
    '<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    '&e;',
    '&amp;',
    '&#0;',
  ],
  ...[
    'http://h.example/f',
    'ftp://h.example/f',
    sum,
    '99999999999999999999',
    'xmlns:x="urn:x"',
    'x:',
    '\ufeff',
  ],
];

/** What somebody puts between the tags and into the attributes of a file that is otherwise well made. */
const field = textOf(
  ['..', '/', '\\', 'C:', '%2e%2e', 'CON', 'a.iso', '한', '\u202e', ' ', 'x'.repeat(300), sum, '-1', '1e9'],
  6,
);
const address = textOf(
  [
    'http://',
    'https://',
    'ftp://',
    'file:///',
    'javascript:',
    'h.example',
    'u:p@',
    '/f',
    '#x',
    ':99999',
    '[::1]',
  ],
  6,
);

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}

const wellMade = fc
  .record({
    namespace: fc.constantFrom(...namespaces),
    files: fc.array(
      fc.record({
        name: field,
        size: field,
        type: fc.constantFrom('sha-1', 'sha256', 'md5', 'crc32', ''),
        hash: field,
        length: fc.oneof(fc.constantFrom('262144', '0', '-1', ''), field),
        pieces: fc.array(field, { maxLength: 3 }),
        urls: fc.array(fc.oneof(address, fc.constant('http://h.example/f')), { maxLength: 6 }),
        many: fc.integer({ min: 0, max: 2 * mostUrls }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ namespace, files }) => {
    const inside = files.map(({ name, size, type, hash, length, pieces, urls, many }) => {
      const more = Array.from({ length: many }, (_, number) => `http://h.example/${String(number)}`);
      const lists = `<hash type="${type}">${escaped(hash)}</hash><pieces type="${type}" length="${escaped(length)}">${pieces
        .map((piece) => `<hash>${escaped(piece)}</hash>`)
        .join('')}</pieces>`;
      const addresses = [...urls, ...more].map((url) => `<url priority="7">${escaped(url)}</url>`).join('');
      return `<file name="${escaped(name)}"><size>${escaped(size)}</size>${lists}${addresses}</file>`;
    });
    return `<metalink xmlns="${namespace}">${inside.join('')}</metalink>`;
  });

const torn = fc
  .tuple(wellMade, fc.nat(), textOf(tagPieces, 20), fc.nat(40))
  .map(([text, at, between, gone]) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + between + text.slice(cut + gone);
  });

const metalinks = fuzzTarget('metalinks', fc.oneof(wellMade, torn, textOf(tagPieces, 40)), (text) => {
  const parsed = parseMetalink(text);
  if (!parsed.ok) return;
  const { files, notes } = parsed.value;
  claim(files.length > 0 && files.length <= 1_000 && notes.length <= 100, 'more than was promised');
  for (const { name, size, sum: whole, pieces, urls } of files) {
    judgeName(name);
    claim(size === null || (Number.isSafeInteger(size) && size >= 0), 'a size that is none');
    claim(whole === null || /^[0-9a-f]+$/.test(whole.hex), 'a sum that is none');
    claim(pieces === null || (pieces.length > 0 && pieces.sums.length > 0), 'pieces that are none');
    claim(urls.length > 0 && urls.length <= mostUrls, 'too many addresses, or none');
    for (const { url } of urls) {
      judgeUrl(url);
      claim(new URL(url).username === '' && new URL(url).password === '', 'an address with a user');
    }
  }
});

export const metalinkTargets: readonly FuzzTarget[] = [metalinks];
