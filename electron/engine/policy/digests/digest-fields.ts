import { sumBytes, type Sum, type SumAlgorithm } from '../../../../shared/model/sums.ts';
import type { HeaderList } from '../http-message/header-list.ts';
import { bytesOfBase64, hexOfBytes } from './byte-text.ts';
import { readByteDictionary } from './structured-dictionary.ts';

/** A sum that a server sent with a reply. */
export interface FieldDigest extends Sum {
  /** Of the whole representation, or of what this reply carries. */
  readonly scope: 'whole' | 'content';
  /** Name of the field, as it is written in documents. */
  readonly field: string;
}

export interface DigestFields {
  readonly digests: readonly FieldDigest[];
  /** What was passed over and why, for the download's log. No value of a field stands in it. */
  readonly notes: readonly string[];
}

/** What a reply carries: `everything` of the representation, or a part; and whether a coding is undone. */
export interface Carried {
  readonly extent: 'everything' | 'part';
  readonly coded: boolean;
}

/** Fields of one reply that are looked at at most. */
const mostFields = 32;

const structuredNames: ReadonlyMap<string, SumAlgorithm> = new Map([
  ['sha-512', 'sha512'],
  ['sha-256', 'sha256'],
  ['sha', 'sha1'],
  ['md5', 'md5'],
  ['crc32c', 'crc32c'],
]);
const instanceNames: ReadonlyMap<string, SumAlgorithm> = new Map([
  ['sha-512', 'sha512'],
  ['sha-256', 'sha256'],
  ['sha', 'sha1'],
  ['sha-1', 'sha1'],
  ['md5', 'md5'],
]);
const googleNames: ReadonlyMap<string, SumAlgorithm> = new Map([
  ['crc32c', 'crc32c'],
  ['md5', 'md5'],
]);
const amazonFields: Readonly<Record<string, SumAlgorithm>> = {
  'x-amz-checksum-sha256': 'sha256',
  'x-amz-checksum-sha1': 'sha1',
  'x-amz-checksum-crc32': 'crc32',
  'x-amz-checksum-crc32c': 'crc32c',
};

/**
 * The sums in a reply's header fields or trailers: Repr-Digest and Content-Digest (RFC 9530), Digest
 * (RFC 3230), Content-MD5, x-goog-hash and x-amz-checksum-*. An entity tag is never a sum. What is
 * malformed, of an algorithm that is not known, or of bytes other than those that are stored, is
 * passed over:
 *
 * - a coded body is stored decoded, and its sums are of the coded form;
 * - Content-MD5 and x-amz-checksum-* on a part may be of the part or of the whole, so they count on
 *   whole replies only;
 * - a composite checksum of S3 (`-N` at its end, or so named) is one of sums, not of bytes;
 * - x-goog-hash of an object that is stored compressed is of the stored form.
 */
export function readDigestFields(headers: HeaderList, carried: Carried): DigestFields {
  const reader = new Reader(headers, carried);
  const fields = new Set(headers.map(([name]) => name));
  if (fields.has('repr-digest')) reader.structured('repr-digest', 'Repr-Digest', 'whole');
  if (fields.has('content-digest')) {
    const scope = carried.extent === 'everything' ? 'whole' : 'content';
    reader.structured('content-digest', 'Content-Digest', scope);
  }
  if (fields.has('digest')) reader.list('digest', 'Digest', instanceNames);
  if (fields.has('content-md5')) reader.onWhole('content-md5', 'Content-MD5', 'md5');
  if (fields.has('x-goog-hash')) reader.google();
  reader.amazon();
  return { digests: reader.digests, notes: reader.notes };
}

class Reader {
  readonly digests: FieldDigest[] = [];
  readonly notes: string[] = [];
  readonly #headers: HeaderList;
  readonly #carried: Carried;

  constructor(headers: HeaderList, carried: Carried) {
    this.#headers = headers;
    this.#carried = carried;
  }

  structured(name: string, field: string, scope: FieldDigest['scope']): void {
    if (this.#isCoded(field)) return;
    const members = readByteDictionary(this.#values(name).join(', '));
    if (members === null) return this.#note(field, 'is malformed');
    for (const [key, base64] of members) this.#take(field, scope, structuredNames.get(key), base64);
  }

  /** `name=base64`, parted by commas. */
  list(name: string, field: string, known: ReadonlyMap<string, SumAlgorithm>): void {
    if (this.#isCoded(field)) return;
    for (const part of this.#values(name).flatMap((value) => value.split(',').slice(0, mostFields))) {
      const equals = part.indexOf('=');
      if (equals < 1) {
        if (part.trim() !== '') this.#note(field, 'is malformed');
        continue;
      }
      const key = part.slice(0, equals).trim().toLowerCase();
      this.#take(field, 'whole', known.get(key), part.slice(equals + 1).trim());
    }
  }

  onWhole(name: string, field: string, algorithm: SumAlgorithm): void {
    if (this.#isCoded(field)) return;
    if (this.#carried.extent === 'part') return;
    for (const value of this.#values(name)) this.#take(field, 'whole', algorithm, value.trim());
  }

  google(): void {
    const stored = this.#values('x-goog-stored-content-encoding')[0]?.toLowerCase() ?? 'identity';
    const sent = this.#values('content-encoding')[0]?.toLowerCase() ?? 'identity';
    if (stored !== sent) this.#note('x-goog-hash', 'is of the form that is stored, not of the one sent');
    else this.list('x-goog-hash', 'x-goog-hash', googleNames);
  }

  amazon(): void {
    const composite = this.#values('x-amz-checksum-type')[0]?.toUpperCase() === 'COMPOSITE';
    for (const [name, algorithm] of Object.entries(amazonFields)) {
      const [value] = this.#values(name);
      if (value === undefined) continue;
      if (composite || /-\d+$/.test(value)) this.#note(name, 'is a sum of sums of parts');
      else this.onWhole(name, name, algorithm);
    }
    if (this.#values('x-amz-checksum-crc64nvme').length > 0)
      this.#note('x-amz-checksum-crc64nvme', 'is not computed here');
  }

  #take(
    field: string,
    scope: FieldDigest['scope'],
    algorithm: SumAlgorithm | undefined,
    base64: string | null,
  ): void {
    if (algorithm === undefined) return;
    const bytes = base64 === null ? null : bytesOfBase64(base64);
    if (bytes?.length !== sumBytes[algorithm]) return this.#note(field, 'is malformed');
    const digest = { algorithm, hex: hexOfBytes(bytes), scope, field };
    const known = this.digests.find((other) => other.field === field && other.algorithm === algorithm);
    if (known === undefined) this.digests.push(digest);
    else if (known.hex !== digest.hex) this.#note(field, 'names two sums');
  }

  #isCoded(field: string): boolean {
    if (this.#carried.coded) this.#note(field, 'is of the coded form');
    return this.#carried.coded;
  }

  #note(field: string, what: string): void {
    const note = `${field} ${what}: not compared`;
    if (!this.notes.includes(note)) this.notes.push(note);
  }

  #values(name: string): string[] {
    const values: string[] = [];
    for (const [key, value] of this.#headers)
      if (key === name && values.length < mostFields) values.push(value);
    return values;
  }
}
