import type { Failure } from '../../shared/model/reasons.ts';
import type { Outcome } from '../../shared/model/outcome.ts';
import type { RepairState } from '../../shared/model/repair.ts';
import type { DetailView, DownloadView } from '../../shared/model/view.ts';
import { detailView, downloadView } from './download-view.ts';
import type { EventLog } from './event-log.ts';
import { RateEstimator } from './policy/planning/rate-estimator.ts';
import type { Clock } from './ports/clock.ts';
import type { DownloadRecord } from './ports/catalog.ts';
import type { RunRecord } from './run/run-record.ts';
import type { Source } from './sources/source.ts';
import { ShownWait } from './wake/shown-wait.ts';

/** How a download goes, for those who look at it: its speed, what it waits for, and how its latest run went. */
export class DownloadProgress {
  /** How far a repair of its file is; null while there is none. */
  repair: RepairState | null = null;
  readonly #clock: Clock;
  readonly #wait: ShownWait;
  #speed: RateEstimator;
  /** Null where there was no run in this session, or long ago. */
  #run: RunRecord | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#wait = new ShownWait(clock);
    this.#speed = new RateEstimator(clock.now());
  }

  /** A run begins. */
  begin(run: RunRecord): void {
    this.#run = run;
    this.#speed = new RateEstimator(this.#clock.now());
  }

  /** Lets go of how the latest run went. */
  forgetRun(): void {
    this.#run = null;
  }

  countBytes(taken: number): void {
    this.#speed.add(taken);
  }

  /** `due` is milliseconds of the clock that never jumps. */
  setWait(wait: { readonly failure: Failure; readonly due: number } | null): void {
    this.#wait.set(wait);
  }

  /** The clock on the wall may have been set; true where what is shown of a wait is another time now. */
  keepTime(): boolean {
    return this.#wait.keepTime();
  }

  /** `received`: bytes of a run that is under way; null where none is. */
  view(record: DownloadRecord, received: number | null): DownloadView {
    const rate = Math.round(this.#speed.shownRate(this.#clock.now()));
    return downloadView(record, {
      received: received ?? record.received,
      rate: record.state.kind === 'downloading' ? rate : 0,
      ranges: this.#run?.ranges ?? 'unknown',
      active: received === null ? 0 : (this.#run?.active ?? 0),
      wait: this.#wait.view,
      repair: this.repair,
    });
  }

  detail(record: DownloadRecord, sources: readonly Source[], log: EventLog): DetailView {
    return detailView(record, sources, log, this.#run, this.#clock.now());
  }

  /** How the latest run went that brought bytes; null where none did. */
  get outcome(): Outcome | null {
    return this.#run?.outcome() ?? null;
  }

  /** Bytes per second of each connection of the latest run, that of slot n at n - 1. */
  get slotRates(): readonly number[] {
    return this.#run?.segments(this.#clock.now()).map((segment) => segment.rate) ?? [];
  }

  /** Requests sent and bytes fetched twice by the latest run. */
  get counts(): { readonly requests: number; readonly refetched: number } {
    const { requests, refetched } = this.#run ?? { requests: 0, refetched: 0 };
    return { requests, refetched };
  }
}
