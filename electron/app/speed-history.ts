import type { Contract } from '../../shared/contract/contract.ts';
import type { SpeedsView } from '../../shared/contract/types.ts';
import {
  emptySeries,
  withSample,
  type SpeedSample,
  type SpeedSeries,
} from '../../shared/model/speed-series.ts';
import type { Session } from '../../shared/wire/server.ts';
import type { Download } from '../engine/index.ts';
import type { Clock } from '../engine/ports/clock.ts';

const sampleEvery = 1_000;
/** Downloads whose history is kept; those that ran longest ago go first. */
const keptMost = 60;

/** How fast a download is just now. Bytes per second. */
export interface SpeedNow {
  readonly id: string;
  /** Null: no byte can come. */
  readonly rate: number | null;
  /** Of each connection, that of slot n at n - 1. */
  readonly slots: readonly number[];
}

export function speedNow(download: Download): SpeedNow {
  const { id, state, progress } = download;
  // What is received is checked and renamed after that: no byte comes any more.
  if (state.kind !== 'probing' && state.kind !== 'downloading') return { id, rate: null, slots: [] };
  return { id, rate: download.view().rate, slots: progress.slotRates };
}

interface Windows {
  sessions(): Iterable<Session<Contract>>;
  /** The download whose detail this window shows; null for none. */
  watchedBy(session: Session<Contract>): string | null;
}

/**
 * How fast it went, of each download and in total, since the program started. A sample is taken once
 * a second while something runs, and every window is told it; nothing is done while nothing runs.
 */
export class SpeedHistory {
  readonly #downloads: () => readonly SpeedNow[];
  readonly #windows: Windows;
  readonly #clock: Clock;
  readonly #series = new Map<string, SpeedSeries>();
  #total: SpeedSeries = emptySeries;
  #takeBack: (() => void) | null = null;

  constructor(downloads: () => readonly SpeedNow[], windows: Windows, clock: Clock) {
    this.#downloads = downloads;
    this.#windows = windows;
    this.#clock = clock;
  }

  view(id: string | null): SpeedsView {
    return { total: this.#total, download: id === null ? null : (this.#series.get(id) ?? emptySeries) };
  }

  /** Something runs: begins to sample. It ends by itself, with a gap, when nothing does any more. */
  begin(): void {
    this.#takeBack ??= this.#clock.after(sampleEvery, () => {
      this.#takeBack = null;
      if (this.#sample()) this.begin();
    });
  }

  close(): void {
    this.#takeBack?.();
  }

  /** True while something runs. */
  #sample(): boolean {
    const at = this.#clock.wall();
    const latest = new Map<string, SpeedSample>();
    let total: number | null = null;
    const listed = new Set<string>();
    for (const { id, rate, slots } of this.#downloads()) {
      listed.add(id);
      if (rate === null && !this.#series.has(id)) continue;
      latest.set(id, this.#add(id, { at, rate, slots }));
      if (rate !== null) total = (total ?? 0) + rate;
    }
    for (const id of this.#series.keys()) if (!listed.has(id)) this.#series.delete(id);
    const sum: SpeedSample = { at, rate: total, slots: [] };
    this.#total = withSample(this.#total, sum);
    for (const session of this.#windows.sessions()) {
      const id = this.#windows.watchedBy(session);
      const sample = id === null ? undefined : latest.get(id);
      session.emit('speed', { total: sum, download: id === null || !sample ? null : { id, sample } });
    }
    return total !== null;
  }

  /** The value is the sample itself. */
  #add(id: string, sample: SpeedSample): SpeedSample {
    const series = withSample(this.#series.get(id) ?? emptySeries, sample);
    // The one that was added to last stands last.
    if (sample.rate !== null) this.#series.delete(id);
    this.#series.set(id, series);
    const [oldest] = this.#series.keys();
    if (this.#series.size > keptMost && oldest !== undefined) this.#series.delete(oldest);
    return sample;
  }
}
