import type { Comparison, RangeSupport, SegmentView } from '../../../shared/model/view.ts';
import type { Outcome } from '../../../shared/model/outcome.ts';
import { compareWithOne, type CrewSample } from '../policy/planning/comparison.ts';
import { OwnerMap } from '../policy/ranges/owner-map.ts';
import type { Clock } from '../ports/clock.ts';
import type { Source } from '../sources/source.ts';
import type { TransferState } from '../transfer/transfer-state.ts';

const samplesMost = 2_000;

/** What is known of one run: counts, who brought what, and how the slots stand. */
export class RunRecord {
  requests = 0;
  /** Bytes fetched though they had been fetched before. */
  refetched = 0;
  /** New bytes of this run. */
  received = 0;
  ranges: RangeSupport = 'unknown';
  contentType: string | null = null;
  readonly owners = new OwnerMap();
  /** Which source brought which bytes, by its number in the download's list. */
  readonly brought = new OwnerMap();
  readonly #clock: Clock;
  readonly #started: number;
  #state: TransferState | null = null;
  #sources: readonly Source[] = [];
  #kept: readonly SegmentView[] = [];
  #samples: CrewSample[] = [];
  #sampledAt: number;
  #sampledBytes = 0;
  #seconds: number | null = null;
  #solo: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#started = clock.now();
    this.#sampledAt = this.#started;
  }

  /** Every byte was dropped. */
  clearOwners(): void {
    this.owners.clear();
    this.brought.clear();
  }

  /** Shows the slots of this transfer from now on. */
  follow(state: TransferState, sources: readonly Source[]): void {
    this.#state = state;
    this.#sources = sources;
    this.#sampledAt = this.#clock.now();
    this.#sampledBytes = this.received;
  }

  /** One connection brought all `size` bytes at once, from this one of the sources. */
  noteWhole(size: number, source: number, sources: readonly Source[]): void {
    this.received += size;
    this.owners.note(1, 0, size);
    this.brought.note(source, 0, size);
    this.#sources = sources;
    this.#kept = [{ slot: 1, state: 'ended', start: 0, end: size, position: size, rate: 0, source }];
    this.#seconds = (this.#clock.now() - this.#started) / 1_000;
  }

  /** Keeps the slots as they ended. */
  keepSegments(): void {
    if (this.#state === null) return;
    this.#kept = this.segments(this.#clock.now()).map((segment) => ({ ...segment, rate: 0, state: 'ended' }));
    this.#solo = this.#state.solo;
    this.#seconds = (this.#clock.now() - this.#started) / 1_000;
    this.#state = null;
  }

  segments(now: number): readonly SegmentView[] {
    return this.#state?.slots.map((worker) => worker.view(now, this.#sources)) ?? this.#kept;
  }

  /** Connections that are open or being opened. */
  get active(): number {
    return (
      this.#state?.workers.filter((worker) => worker.state === 'receiving' || worker.state === 'connecting')
        .length ?? 0
    );
  }

  /** Notes speed against the number of connections; call a few times a second. */
  sample(): void {
    const now = this.#clock.now();
    const elapsed = now - this.#sampledAt;
    if (elapsed < 200 || this.#state === null) return;
    const rate = ((this.received - this.#sampledBytes) * 1_000) / elapsed;
    this.#sampledAt = now;
    this.#sampledBytes = this.received;
    const connections = this.#state.workers.filter((worker) => worker.state === 'receiving').length;
    if (connections > 0 && this.#samples.length < samplesMost) this.#samples.push({ connections, rate });
  }

  /** How it went, once its bytes are there; null where it brought none. */
  outcome(): Outcome | null {
    if (this.received === 0) return null;
    const compared = this.comparison();
    const slots = this.owners.triples().filter((slot, index) => index % 3 === 2 && slot > 0);
    return {
      seconds: this.#seconds ?? (this.#clock.now() - this.#started) / 1_000,
      bytes: this.received,
      connections: new Set(slots).size,
      oneConnection: compared.kind === 'gain' ? compared.oneConnection : null,
      comparison: compared.kind,
      sources: this.#sources
        .filter(({ received }) => received > 0)
        .map(({ host, received }) => ({ host, received })),
    };
  }

  comparison(): Comparison {
    return compareWithOne({
      single: this.#state?.solo ?? this.#solo,
      samples: this.#samples,
      bytes: this.received,
      seconds: this.#seconds ?? (this.#clock.now() - this.#started) / 1_000,
    });
  }
}
