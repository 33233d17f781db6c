import type { ByteRange } from '../../../../shared/model/byte-range.ts';

/** A range of the file, and where the bytes for it stand in the journal. */
export interface Patch extends ByteRange {
  readonly at: number;
}

/** Where the bytes of a range come from: the file itself, or the journal at `at`. */
export interface Strip extends ByteRange {
  readonly at: number | null;
}

/** Patches that lie apart, ascending. What is put over another takes its place. */
export class PatchSet {
  #patches: readonly Patch[] = [];

  get all(): readonly Patch[] {
    return this.#patches;
  }

  get bytes(): number {
    return this.#patches.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  copy(): PatchSet {
    const copy = new PatchSet();
    copy.#patches = this.#patches;
    return copy;
  }

  /** Where in the journal the bytes at `offset` stand; null: they are the file's own. */
  at(offset: number): number | null {
    const patch = this.#patches.find(({ start, end }) => start <= offset && offset < end);
    return patch === undefined ? null : patch.at + offset - patch.start;
  }

  put(patch: Patch): void {
    const kept = this.#patches.flatMap((other) => without(other, patch));
    this.#patches = [...kept, patch].toSorted((a, b) => a.start - b.start);
  }

  /** `[0, size)` in strips that meet, each from one place and `most` bytes long at most. */
  *strips(size: number, most: number): Generator<Strip, void, undefined> {
    let at = 0;
    for (const patch of this.#patches) {
      yield* cut({ start: at, end: Math.min(patch.start, size), at: null }, most);
      yield* cut({ start: patch.start, end: Math.min(patch.end, size), at: patch.at }, most);
      at = patch.end;
    }
    yield* cut({ start: at, end: size, at: null }, most);
  }
}

function* cut({ start, end, at }: Strip, most: number): Generator<Strip, void, undefined> {
  for (let from = start; from < end; from += most) {
    yield { start: from, end: Math.min(end, from + most), at: at === null ? null : at + from - start };
  }
}

/** What is left of a patch beside a range. */
function without(patch: Patch, { start, end }: ByteRange): Patch[] {
  if (patch.end <= start || patch.start >= end) return [patch];
  const left = patch.start < start ? [{ ...patch, end: start }] : [];
  const right = patch.end > end ? [{ start: end, end: patch.end, at: patch.at + end - patch.start }] : [];
  return [...left, ...right];
}
