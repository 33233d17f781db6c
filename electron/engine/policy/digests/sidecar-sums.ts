import { checksumAlgorithms, type Checksum } from '../../../../shared/model/checksum.ts';
import { parseSumsFile, sumForName } from './checksum-text.ts';
import { decodePercentUtf8 } from '../file-names/percent-decoding.ts';

/** Files of sums that folders have, the strongest first. */
const listNames = ['SHA256SUMS', 'SHA512SUMS', 'SHA1SUMS', 'MD5SUMS', 'CHECKSUMS'] as const;
/** Endings of a file with the sum of one other, the strongest first. */
const ownEndings = ['sha256', 'sha512', 'sha1', 'md5'] as const;

/** Bytes of such a file at most. */
export const sidecarBytesMost = 1_024 * 1_024;

/** Files beside an address that may hold its sum. */
export interface Sidecars {
  /** The name that the file has there. */
  readonly name: string;
  /** The folder that all of them are in. */
  readonly folder: string;
  /** Of the whole folder: asked for once for all files in it. */
  readonly lists: readonly URL[];
  /** Of this one file. */
  readonly own: readonly URL[];
}

/** Null where the address ends in no name. Queries are not sent: what lets one file be fetched is not for others. */
export function sidecarsOf(address: URL): Sidecars | null {
  const bare = new URL(address.href);
  bare.search = '';
  bare.hash = '';
  const segment = bare.pathname.slice(bare.pathname.lastIndexOf('/') + 1);
  if (segment === '') return null;
  const folder = new URL('.', bare).href;
  return {
    name: decodePercentUtf8(segment),
    folder,
    lists: listNames.map((name) => new URL(name, folder)),
    own: ownEndings.map((ending) => new URL(`${bare.href}.${ending}`)),
  };
}

/**
 * The sum of the file of this name in a list, or, where the list is of this one file, its only sum, with the
 * algorithm that the list is named after. Null: there is none; a page in its place has none either.
 */
export function sumInSidecar(text: string, name: string, sidecar: URL, isOwn: boolean): Checksum | null {
  if (isNoText(text)) return null;
  const entries = parseSumsFile(text);
  const named = entries.filter((entry) => entry.name !== null);
  const sum = sumForName(isOwn ? entries : named, name);
  if (!isOwn || sum === null) return sum;
  const algorithm = checksumAlgorithms.find((each) => sidecar.pathname.endsWith(`.${each}`));
  return sum.algorithm === algorithm ? sum : null;
}

/** A page, or bytes that are no text: a server that answers everything with one thing has no such files. */
export function isNoText(text: string): boolean {
  return /^\ufeff?\s*</.test(text) || text.includes('\0');
}

/** The last part of a sidecar's address, by which people know it. */
export function sidecarName(sidecar: URL): string {
  return decodePercentUtf8(sidecar.pathname.slice(sidecar.pathname.lastIndexOf('/') + 1));
}
