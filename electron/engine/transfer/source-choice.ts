import type { Lease } from '../policy/planning/segment-planner.ts';
import { selectSource } from '../policy/planning/source-selector.ts';
import type { Source } from '../sources/source.ts';
import type { SegmentWorker } from './segment-worker.ts';
import type { TransferState } from './transfer-state.ts';

/** Milliseconds for which connections meant for a mirror wait until it was compared. */
const mirrorWait = 1_000;

/** Which source a connection asks next, of those that can be asked for ranges. */
export class SourceChoice {
  readonly #state: TransferState;
  readonly #began: number;

  constructor(state: TransferState) {
    this.#state = state;
    this.#began = state.options.clock.now();
  }

  /** The sources in use that serve ranges. */
  get sources(): Source[] {
    return this.#state.usableSources().filter((source) => source.usesRange);
  }

  /** Whether a source is left that is known to be the same: one that is not is the scout's to prove. */
  get canGoOn(): boolean {
    return this.sources.some((source) => source.trusted);
  }

  /** Whether another source than this one can take over. */
  hasOther(source: Source): boolean {
    return this.#state.usableSources().some((other) => other !== source && other.trusted && other.usesRange);
  }

  /** The source that the selector names for this worker, where it can be asked now. */
  choose(worker: SegmentWorker, lease: Lease | null): Source | null {
    const { sources, hostLimits } = this.#state.options;
    const now = this.#state.options.clock.now();
    // A mirror that is still being compared is worth a short wait, not a long one.
    const waits = now - this.#began < mirrorWait;
    const choices = this.#sourcesFor(lease)
      .filter((source) => source.notBefore <= now && (source.trusted || waits))
      .map((source) => ({
        id: sources.indexOf(source),
        active: source.active,
        rate: this.#connectionRate(source),
        room: hostLimits.room(source.host),
        preferred: source.preferred,
      }));
    const current = worker.source === null ? null : sources.indexOf(worker.source);
    const source = sources[selectSource(choices, this.#state.workers.length, current) ?? -1];
    return source?.trusted === true ? source : null;
  }

  /** Where there are others, not those that brought bad bytes for the same place before. */
  #sourcesFor(lease: Lease | null): Source[] {
    const sources = this.sources;
    if (lease === null) return sources;
    const others = sources.filter((source) => !this.#state.shuns(source, lease.position));
    return others.some((source) => source.trusted) ? others : sources;
  }

  /** Mean bytes per second of one connection of this source, null where none is known. */
  #connectionRate(source: Source): number | null {
    const now = this.#state.options.clock.now();
    let sum = 0;
    let count = 0;
    for (const worker of this.#state.workers) {
      const rate = worker.source === source ? worker.rate(now) : null;
      if (rate === null) continue;
      sum += rate;
      count += 1;
    }
    return count === 0 ? null : sum / count;
  }
}
