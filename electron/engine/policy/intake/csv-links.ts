import { parseChecksum } from '../digests/checksum-text.ts';
import { readLink } from './line-links.ts';
import { mostLinks } from './link-text.ts';
import type { IntakeLink } from './intake-link.ts';

const longestText = 16 * 1_024 * 1_024;
const mostCells = 256;
/** Records that are looked at to find the column of addresses where none is named. */
const sampleSize = 50;

const urlNames = /^(?:urls?|links?|uri|href|address|download[ _-]?(?:url|link)?|주소|링크)$/i;
const nameNames = /^(?:file[ _-]?names?|names?|title|output|파일[ _]?이름|이름)$/i;
const sumNames = /^(?:checksums?|sums?|hash|digest|md5|sha-?(?:1|256|384|512)|체크섬|해시)$/i;

interface Columns {
  readonly url: number;
  readonly name: number;
  readonly sum: number;
}

/**
 * The links of a table of comma, semicolon or tab separated values (RFC 4180); null where the text is no
 * such table. The column of addresses is found by its heading, else it is the one that holds nothing else.
 */
export function linksOfCsv(text: string): readonly IntakeLink[] | null {
  const plain = text.slice(0, longestText).replace(/^\ufeff/, '');
  const separator = separatorOf(plain);
  if (separator === null) return null;
  const records = csvRecords(plain, separator);
  const [first] = records;
  if (first === undefined) return null;
  const named = namedColumns(first);
  const columns = named ?? columnOfLinks(records, separator);
  if (columns === null) return null;
  const links = new Map<string, IntakeLink>();
  for (const record of named === null ? records : records.slice(1)) {
    const link = linkOf(record, columns);
    if (link !== null && !links.has(link.url)) links.set(link.url, link);
    if (links.size >= mostLinks) break;
  }
  return links.size === 0 ? null : [...links.values()];
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string | null {
  const line = /^[^\r\n]{0,16384}/.exec(text)?.[0] ?? '';
  const counts = [',', ';', '\t'].map((sign) => [sign, line.split(sign).length - 1] as const);
  const [best, count] = counts.toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0];
  return count === 0 ? (urlNames.test(line.trim().replaceAll('"', '')) ? ',' : null) : best;
}

/** The records of a table; a quoted cell may hold separators, line ends and `""`. */
function csvRecords(text: string, separator: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  const cell =
    separator === '\t'
      ? /"((?:[^"]|"")*)"[^\t\r\n]*|[^\t\r\n]*/y
      : separator === ';'
        ? /"((?:[^"]|"")*)"[^;\r\n]*|[^;\r\n]*/y
        : /"((?:[^"]|"")*)"[^,\r\n]*|[^,\r\n]*/y;
  for (let at = 0; at <= text.length;) {
    cell.lastIndex = at;
    const [whole = '', quoted] = cell.exec(text) ?? [];
    if (record.length < mostCells) record.push(quoted === undefined ? whole : quoted.replaceAll('""', '"'));
    at += whole.length;
    const next = text.charAt(at);
    if (next === separator) {
      at += 1;
      continue;
    }
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
    if (records.length > mostLinks) break;
    at += next === '\r' && text.charAt(at + 1) === '\n' ? 2 : 1;
  }
  return records;
}

function namedColumns(heading: readonly string[]): Columns | null {
  const find = (names: RegExp): number => heading.findIndex((cell) => names.test(cell.trim()));
  const url = find(urlNames);
  return url === -1 ? null : { url, name: find(nameNames), sum: find(sumNames) };
}

/** A column of addresses only, in records that all have as many cells. Tabs part mirrors, so they make no table. */
function columnOfLinks(records: readonly (readonly string[])[], separator: string): Columns | null {
  const sample = records.slice(0, sampleSize);
  const width = sample[0]?.length ?? 0;
  if (separator === '\t' || width < 2 || sample.some(({ length }) => length !== width)) return null;
  const holding = Array.from({ length: width }, (_, column) => column).filter((column) =>
    sample.every((record) => readLink((record[column] ?? '').trim()) !== null),
  );
  const [url] = holding;
  return url === undefined || holding.length > 1 ? null : { url, name: -1, sum: -1 };
}

function linkOf(record: readonly string[], { url, name, sum }: Columns): IntakeLink | null {
  const link = readLink((record[url] ?? '').trim());
  if (link === null) return null;
  const called = (record[name] ?? '').trim().slice(0, 1_024);
  const sums = (
    sum === -1 ? record.filter((_, column) => column !== url && column !== name) : [record[sum] ?? '']
  ).map((cell) => parseChecksum(cell));
  const read = sums.find(({ ok }) => ok);
  return {
    url: link.url,
    mirrors: [],
    checksum: read?.ok === true ? read.value.checksum : null,
    ...(called === '' ? {} : { name: called }),
  };
}
