import type { Source } from '../sources/source.ts';
import type { StreamOutlook } from './body-intake.ts';
import type { TransferState } from './transfer-state.ts';

/** Milliseconds for which a stream is held until further requests of its source are answered. */
const answerWait = 300;

/**
 * Whether a stream that is given up could be had again: as long as a source refuses what it is asked,
 * the streams that it has given are all there is.
 */
export class StreamOutlooks {
  readonly #state: TransferState;
  readonly #signal: AbortSignal;
  #undecided: ((overdue: boolean) => void)[] = [];
  #stopWaiting: () => void = () => undefined;

  constructor(state: TransferState, signal: AbortSignal) {
    this.#state = state;
    this.#signal = signal;
  }

  /** Nobody is called any more. */
  close(): void {
    this.#stopWaiting();
  }

  of(source: Source): StreamOutlook {
    if (source.lastRefused > source.lastServed) return 'irreplaceable';
    // What the others' first requests come to tells; later ones are not waited for.
    const telling = Math.min(source.asked, this.#state.workers.length - 1);
    return source.answered < telling && !this.#signal.aborted ? 'undecided' : 'replaceable';
  }

  whenDecided(decided: (overdue: boolean) => void): void {
    this.#undecided.push(decided);
    // A server that serves few at a time may answer only when this stream has ended.
    this.#stopWaiting();
    this.#stopWaiting = this.#state.options.clock.after(answerWait, () => this.#tellDecided(true));
  }

  #tellDecided(overdue: boolean): void {
    const undecided = this.#undecided;
    this.#undecided = [];
    this.#stopWaiting();
    for (const decided of undecided) decided(overdue);
  }

  /** A request was answered: what waited for that goes on. */
  decide(source: Source): void {
    this.#tellDecided(false);
    if (this.of(source) !== 'replaceable') return;
    for (const worker of this.#state.workers) if (worker.source === source) worker.relieve();
  }
}
