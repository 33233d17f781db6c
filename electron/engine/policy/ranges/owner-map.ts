import type { ByteRange } from '../../../../shared/model/byte-range.ts';

interface Run {
  start: number;
  end: number;
  readonly slot: number;
}

/** Which connection brought which bytes. Half-open ranges; slot 0 is an earlier session. */
export class OwnerMap {
  readonly #runs: Run[] = [];
  readonly #latest = new Map<number, Run>();

  /** Notes that `slot` brought `[start, end)`. Growing at the end of its last run costs nothing. */
  note(slot: number, start: number, end: number): void {
    const latest = this.#latest.get(slot);
    if (latest?.end === start) {
      latest.end = end;
      return;
    }
    const run = { start, end, slot };
    this.#runs.push(run);
    this.#latest.set(slot, run);
  }

  noteAll(slot: number, ranges: Iterable<ByteRange>): void {
    for (const range of ranges) this.note(slot, range.start, range.end);
  }

  /** Who brought bytes of `range`. */
  ownersOf(range: ByteRange): Set<number> {
    const owners = new Set<number>();
    for (const run of this.#runs) if (run.start < range.end && run.end > range.start) owners.add(run.slot);
    return owners;
  }

  /** What is noted of `range` no longer holds. */
  forget(range: ByteRange): void {
    const kept: Run[] = [];
    for (const run of this.#runs) {
      if (run.end <= range.start || run.start >= range.end) {
        kept.push(run);
        continue;
      }
      if (run.start < range.start) kept.push({ ...run, end: range.start });
      if (run.end > range.end) kept.push({ ...run, start: range.end });
    }
    this.#runs.splice(0, this.#runs.length, ...kept);
    this.#latest.clear();
    for (const run of kept) this.#latest.set(run.slot, run);
  }

  /** Flat triples `start, end, slot`, ascending; runs of one slot that touch are one. */
  triples(): number[] {
    const flat: number[] = [];
    for (const run of [...this.#runs].sort((a, b) => a.start - b.start)) {
      const last = flat.length - 3;
      if (last >= 0 && flat[last + 1] === run.start && flat[last + 2] === run.slot) flat[last + 1] = run.end;
      else flat.push(run.start, run.end, run.slot);
    }
    return flat;
  }

  clear(): void {
    this.#runs.length = 0;
    this.#latest.clear();
  }
}
