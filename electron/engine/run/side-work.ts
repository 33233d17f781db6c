/** Work on a download's files between its runs: one piece at a time, and no run begins meanwhile. */
export class SideWork {
  #last: Promise<unknown> = Promise.resolve();
  #stop = new AbortController();

  /** Does `work` when what was asked for before is done. It ends early when its signal is aborted. */
  do<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#stop;
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
    const stopped = this.#stop;
    this.#stop = new AbortController();
    stopped.abort();
    await this.#last;
  }
}
