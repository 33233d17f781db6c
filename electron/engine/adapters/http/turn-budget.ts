/** Bytes that all connections bring in one turn of the loop, before the next one has its turn: about 6 ms of work. */
const turnMost = 8 * 1024 * 1024;

/**
 * Ends a turn of the loop that reading alone would make long. A fast server fills a socket while it is read, and
 * Node reads one up to 32 times in a row, each time as much as there is room for; whatever else is due waits.
 */
export class TurnBudget {
  readonly #most: number;
  #spent = 0;
  #waiting: (() => void)[] = [];

  constructor(most = turnMost) {
    this.#most = most;
  }

  /** Notes so many bytes read. True where nothing more should be read in this turn; `goOn` is called after it. */
  spend(bytes: number, goOn: () => void): boolean {
    if (this.#spent === 0) setImmediate(() => this.#renew());
    this.#spent += bytes;
    if (this.#spent < this.#most) return false;
    this.#waiting.push(goOn);
    return true;
  }

  #renew(): void {
    this.#spent = 0;
    for (const goOn of this.#waiting.splice(0)) goOn();
  }
}
