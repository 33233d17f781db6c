import type { Download } from '../download.ts';

/** Takes downloads whose queue is stopped out of their runs; they wait with what they have. */
export class HeldDownloads {
  readonly #ending = new Set<string>();
  readonly #onHeld: () => void;

  /** `onHeld` is called when one waits. */
  constructor(onHeld: () => void) {
    this.#onHeld = onHeld;
  }

  /** One that has all its bytes ends in peace. */
  hold(download: Download): void {
    const { kind } = download.state;
    if (kind !== 'probing' && kind !== 'downloading') return;
    if (this.#ending.has(download.id)) return;
    this.#ending.add(download.id);
    void download.halt().then(() => {
      this.#ending.delete(download.id);
      download.apply({ kind: 'held' });
      this.#onHeld();
    });
  }
}
