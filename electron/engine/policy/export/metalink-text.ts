import type { ChecksumAlgorithm } from '../../../../shared/model/checksum.ts';
import type { ExportFacts } from './export-facts.ts';
import { SecretVariables } from './secret-variables.ts';

/** Priorities of a metalink end here (RFC 5854 section 4.1.2.4). */
const lowestPriority = 999_999;

/**
 * The file as a metalink of version 4 (RFC 5854): name, size, sums, sources in their order. What would
 * let anybody in stands there as a variable for envsubst to fill in.
 */
export function metalinkText({ name, size, sum, pieces, sources }: Omit<ExportFacts, 'ranges'>): string {
  const secrets = new SecretVariables();
  const urls = sources.map(({ url }, index) => {
    const text = secrets.url(url).map((piece) => (typeof piece === 'string' ? piece : `$${piece.variable}`));
    return `    <url priority="${Math.min(lowestPriority, index + 1)}">${escaped(text.join(''))}</url>`;
  });
  const hashes = pieces?.sums.map((hex) => `      <hash>${hex}</hash>`) ?? [];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...secretComment(secrets),
    '<metalink xmlns="urn:ietf:params:xml:ns:metalink">',
    '  <generator>Tributary</generator>',
    `  <file name="${escaped(name)}">`,
    ...(size === null ? [] : [`    <size>${size}</size>`]),
    ...(sum === null ? [] : [`    <hash type="${typeName(sum.algorithm)}">${sum.hex}</hash>`]),
    ...(pieces === null
      ? []
      : [
          `    <pieces length="${pieces.length}" type="${typeName(pieces.algorithm)}">`,
          ...hashes,
          '    </pieces>',
        ]),
    ...urls,
    '  </file>',
    '</metalink>',
    '',
  ].join('\n');
}

function secretComment({ lines, names }: SecretVariables): readonly string[] {
  if (lines.length === 0) return [];
  const list = names.map((name) => `$${name}`).join(' ');
  return [
    '<!-- What would let anybody in is not written here. Set and export:',
    ...lines.map((line) => `       ${line.replaceAll('--', '- -')}`),
    `     and run: envsubst '${list}' -->`,
  ];
}

/** The names of RFC 5854 section 4.2.4.2; MD5 by the one it is widely known by. */
function typeName(algorithm: ChecksumAlgorithm): string {
  return algorithm === 'md5' ? 'md5' : algorithm.replace('sha', 'sha-');
}

/** Text of XML 1.0: what it cannot hold at all goes. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"'\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
