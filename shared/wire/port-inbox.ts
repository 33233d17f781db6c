import { Listeners } from './listeners.ts';

/**
 * The receiving half of a port: keeps frames until somebody listens, hands them over in order and
 * never from inside the call that set the listener, and tells the end once, after the last frame.
 */
export class PortInbox {
  readonly #frames: unknown[] = [];
  readonly #closeListeners = new Listeners<void>();
  #listener: ((frame: unknown) => void) | null = null;
  #state: 'open' | 'ending' | 'ended' = 'open';

  /** A frame has come. Nothing is taken after `end`. */
  deliver(frame: unknown): void {
    if (this.#state !== 'open') return;
    this.#frames.push(frame);
    this.#schedule();
  }

  /** The other side has gone: what it sent before is still handed over. */
  end(): void {
    if (this.#state !== 'open') return;
    this.#state = 'ending';
    this.#schedule();
  }

  /** This side closes: frames that were not handed over yet are dropped. */
  abandon(): void {
    this.#frames.length = 0;
    this.end();
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.#listener = listener;
    this.#schedule();
  }

  /** A listener that comes after the end is told too. */
  onClose(listener: () => void): void {
    if (this.#state === 'ended') void Promise.resolve().then(listener);
    else this.#closeListeners.add(listener);
  }

  #schedule(): void {
    void Promise.resolve().then(() => this.#drain());
  }

  #drain(): void {
    try {
      while (this.#listener !== null && this.#frames.length > 0) this.#listener(this.#frames.shift());
    } finally {
      // Also when a listener threw: the frames after it are not its prisoners.
      if (this.#listener !== null && this.#frames.length > 0) this.#schedule();
    }
    // Without a listener nobody can be waiting for the frames that are left, so the end is told.
    if (this.#state === 'ending') {
      this.#state = 'ended';
      this.#closeListeners.tell();
      this.#closeListeners.clear();
    }
  }
}
