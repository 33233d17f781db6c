import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { PieceHashes } from '../../../shared/model/sums.ts';
import type { PatchSet } from '../policy/repair/patch-set.ts';
import type { HasherFactory } from '../ports/hasher.ts';
import type { Source } from '../sources/source.ts';
import type { PatchedFile } from './patched-file.ts';
import type { RangeFetcher } from './range-fetcher.ts';

/** What a repair works with. */
export interface RepairParts {
  readonly file: PatchedFile;
  readonly fetcher: RangeFetcher;
  readonly hashers: HasherFactory;
  readonly sources: readonly Source[];
  readonly sum: Checksum | null;
  readonly pieces: PieceHashes | null;
  /** Bytes that the file has to have. */
  readonly size: number;
  /** What the program that left the file says is not there yet; null where nothing tells. */
  readonly absent: readonly ByteRange[] | null;
  readonly connections: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RepairProgress) => void;
  readonly note: (text: string) => void;
}

export interface RepairProgress {
  readonly doing: 'checking' | 'fetching';
  /** Bytes, of those that are to be looked at. */
  readonly done: number;
  readonly of: number;
}

/** What is to be put into the file, and who had brought other bytes than those. */
export type Plan =
  | { readonly kind: 'found'; readonly patches: PatchSet }
  /** Nothing that came makes the file match. */
  | { readonly kind: 'not-found'; readonly failure: Failure };

/** Runs `act` over all items, so many at a time, until one of them answers false. */
export async function inParallel<T>(
  items: readonly T[],
  most: number,
  act: (item: T) => Promise<boolean>,
): Promise<void> {
  let next = 0;
  let goesOn = true;
  const work = async (): Promise<void> => {
    for (let item = items[next]; goesOn && item !== undefined; item = items[next]) {
      next += 1;
      if (!(await act(item))) goesOn = false;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(most, items.length)) }, work));
}

/** Keeps bytes that were brought for a range in the journal. */
export async function keep(
  { journal }: PatchedFile,
  patches: PatchSet,
  range: ByteRange,
  bytes: Uint8Array,
): Promise<Failure | null> {
  const kept = await journal.append(bytes);
  if (!kept.ok) return kept.failure;
  patches.put({ ...range, at: kept.value });
  return null;
}
