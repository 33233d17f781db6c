/** Work on a download's files between its runs: one piece at a time, and no run begins meanwhile. */
export class SideWork {
  #last: Promise<unknown> = Promise.resolve();
  /** Null where nothing was asked for since the last stop. */
  #stop: AbortController | null = null;

  /** Does `work` when what was asked for before is done. It ends early when its signal is aborted. */
  do<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = (this.#stop ??= new AbortController());
    const done = this.#last.then(() => work(signal));
    this.#last = done;
    return done;
  }

  /** Resolves when all that was asked for is done. */
  async ended(): Promise<void> {
    await this.#last;
  }

  /** Ends what is under way; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stop?.abort();
    this.#stop = null;
    await this.#last;
  }
}
