import { compareValidators, differInEtagOnly, type Validator } from '../http-semantics/validator.ts';

/** What a server says of a file. `size` in bytes, null where it is not told. */
export interface FileFacts {
  readonly size: number | null;
  readonly validator: Validator | null;
}

/** By what a link was seen to lead to another file. */
export type LinkDifference = 'size' | 'version' | 'bytes';

/**
 * What speaks against a link leading to the file of which bytes are kept; null where only the bytes
 * themselves can tell. Another entity tag tells of another version where the same origin gave both.
 * It says nothing where another origin makes its own, where a strong date agrees, or where a
 * checksum will have the last word (row B7).
 */
export function compareLink(
  kept: FileFacts,
  offered: FileFacts,
  trust: { readonly sameOrigin: boolean; readonly hasChecksum: boolean },
): Exclude<LinkDifference, 'bytes'> | null {
  if (kept.size !== null && offered.size !== null && kept.size !== offered.size) return 'size';
  if (kept.validator === null || offered.validator === null) return null;
  if (compareValidators(kept.validator, offered.validator) !== 'different') return null;
  if (!trust.sameOrigin || trust.hasChecksum) return null;
  return differInEtagOnly(kept.validator, offered.validator) ? null : 'version';
}
