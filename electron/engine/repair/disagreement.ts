import type { ByteRange } from '../../../shared/model/byte-range.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import { PatchSet, type Strip } from '../policy/repair/patch-set.ts';
import { blockLength } from '../policy/repair/stripes.ts';
import type { Source } from '../sources/source.ts';
import type { RepairParts } from './repair-parts.ts';

/** What one source was found to have other than the file. */
export interface Compared {
  readonly source: Source;
  readonly differs: PatchSet;
  /** Stripes that were compared. */
  readonly looked: ByteRange[];
}

/** Block by block what most of the file and its sources have; where all differ, what the first source has. */
export async function agreement(
  parts: RepairParts,
  compared: readonly Compared[],
): Promise<Result<PatchSet, Failure>> {
  const agreed = new PatchSet();
  for (const block of blocksOf(compared.map(({ differs }) => differs))) {
    const offers: { readonly at: number | null; readonly bytes: Uint8Array; votes: number }[] = [];
    for (const at of [...compared.map(({ differs }) => differs.at(block.start)), null]) {
      const read = await parts.file.strip(stripOf(block, at, parts.size));
      if (!read.ok) return read;
      const same = offers.find(({ bytes }) => Buffer.compare(bytes, read.value) === 0);
      if (same === undefined) offers.push({ at, bytes: read.value, votes: 1 });
      else same.votes += 1;
    }
    const [winner] = offers.toSorted((a, b) => b.votes - a.votes);
    if (winner !== undefined && winner.at !== null) {
      agreed.put({ ...stripOf(block, null, parts.size), at: winner.at });
    }
  }
  return ok(agreed);
}

/** Names the sources whose bytes are not those that the file is to have, and sets them aside. */
export async function blameLiars(
  parts: RepairParts,
  compared: readonly Compared[],
  right: PatchSet,
): Promise<void> {
  for (const { source, differs, looked } of compared) {
    let wrong = 0;
    for (const block of blocksOf([differs, right])) {
      if (!looked.some(({ start, end }) => start <= block.start && block.start < end)) continue;
      const [theirs, ours] = [differs.at(block.start), right.at(block.start)];
      if (theirs === ours) continue;
      const [a, b] = await Promise.all(
        [theirs, ours].map((at) => parts.file.strip(stripOf(block, at, parts.size))),
      );
      if (a?.ok === true && b?.ok === true && Buffer.compare(a.value, b.value) !== 0) wrong += 1;
    }
    if (wrong === 0) continue;
    source.damaged += wrong;
    source.setAside({ code: 'server-damaged', facts: { why: 'bytes' } });
    parts.note(`${source.host} has other bytes: ${wrong} blocks of ${blockLength / 1_024} KiB`);
  }
}

/** Starts of the blocks that any of the sets has bytes for, ascending. */
function blocksOf(sets: readonly PatchSet[]): readonly { readonly start: number }[] {
  const starts = new Set<number>();
  for (const { all } of sets) {
    for (const { start, end } of all) {
      for (let at = start; at < end; at += blockLength) starts.add(at);
    }
  }
  return [...starts].sort((a, b) => a - b).map((start) => ({ start }));
}

function stripOf({ start }: { readonly start: number }, at: number | null, size: number): Strip {
  return { start, end: Math.min(size, start + blockLength), at };
}
