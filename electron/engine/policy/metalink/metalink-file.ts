import type { Checksum } from '../../../../shared/model/checksum.ts';
import {
  checksumAlgorithms,
  checksumBytes,
  type ChecksumAlgorithm,
} from '../../../../shared/model/checksum.ts';
import type { PieceHashes } from '../../../../shared/model/sums.ts';
import { safeFileName } from '../file-names/file-name.ts';

/** One address of a file; the smallest priority is asked first. */
export interface MetalinkUrl {
  readonly url: string;
  /** 1 to 999,999 (RFC 5854 section 4.1.2.4). */
  readonly priority: number;
  /** ISO 3166 code of the country, lower-case; empty where none is named. */
  readonly location: string;
}

/** One file of a metalink, safe to be fetched. */
export interface MetalinkFile {
  readonly name: string;
  /** Bytes; null where it is not told. */
  readonly size: number | null;
  /** The strongest whole-file sum; null where there is none that is known. */
  readonly sum: Checksum | null;
  readonly pieces: PieceHashes | null;
  /** http and https only, in the order of their priority, at least one. */
  readonly urls: readonly MetalinkUrl[];
  /** Text of signatures, which nothing here checks. */
  readonly signatures: readonly string[];
}

/** The name as a file inside a folder, or null where it leads out of it. */
export function nameInMetalink(name: string): string | null {
  const parts = name.split(/[/\\]/);
  const leadsOut = /^[/\\]|^[a-z]:/i.test(name.trim()) || parts.some((part) => part.trim() === '..');
  return leadsOut || name.trim() === '' || name.includes('\0') ? null : safeFileName(name);
}

/** A sum as a metalink writes it: `sha-256`, `sha256`, in hexadecimal; null where it is none. */
export function sumInMetalink(type: string, text: string): Checksum | null {
  const algorithm = algorithmInMetalink(type);
  const hex = text.trim().toLowerCase();
  if (algorithm === null || hex.length !== 2 * checksumBytes[algorithm] || !/^[0-9a-f]+$/.test(hex))
    return null;
  return { algorithm, hex };
}

export function algorithmInMetalink(type: string): ChecksumAlgorithm | null {
  const plain = type.trim().toLowerCase().replaceAll('-', '');
  return checksumAlgorithms.find((algorithm) => algorithm === plain) ?? null;
}

/** The address without user information or fragment; null for anything but http and https. */
export function urlInMetalink(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 16_384 || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}
