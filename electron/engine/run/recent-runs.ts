/** A download whose last run can be let go. */
export interface EndedDownload {
  forgetRun(): void;
}

/** Finished downloads whose last run is kept whole: bars, map, log and sources as they ended. */
const recentMost = 64;

/**
 * The finished downloads whose last run still stands in memory. Of one that finished before the latest
 * `most`, what the catalog has is left, as after a start: so memory does not grow with the history.
 */
export class RecentRuns {
  readonly #most: number;
  /** In the order of their ends, the oldest first. */
  readonly #ended = new Set<EndedDownload>();

  constructor(most = recentMost) {
    this.#most = most;
  }

  /** A download has finished. */
  note(download: EndedDownload): void {
    this.#ended.delete(download);
    this.#ended.add(download);
    for (const oldest of this.#ended) {
      if (this.#ended.size <= this.#most) return;
      this.#ended.delete(oldest);
      oldest.forgetRun();
    }
  }

  /** It runs again, or is no longer listed. */
  forget(download: EndedDownload): void {
    this.#ended.delete(download);
  }
}
