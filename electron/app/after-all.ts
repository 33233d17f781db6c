import type { AfterAllAction, AfterAllView, PowerAction } from '../../shared/model/after-all.ts';
import { isRunning, type DownloadState } from '../../shared/model/state.ts';
import type { Clock } from '../engine/ports/clock.ts';

/** Milliseconds in which a person can still say no. */
export const countdown = 60_000;

export interface AfterAllParts {
  readonly clock: Clock;
  readonly perform: (action: PowerAction) => void;
  readonly onChange: (view: AfterAllView) => void;
}

/** Waits for the end of the last running download, counts down, and then does what was chosen, once. */
export class AfterAll {
  readonly #parts: AfterAllParts;
  #view: AfterAllView = { action: 'nothing', due: null };
  #running = new Set<string>();
  #takeBack: (() => void) | null = null;

  constructor(parts: AfterAllParts) {
    this.#parts = parts;
  }

  get view(): AfterAllView {
    return this.#view;
  }

  /** Chooses what happens; a countdown that is under way ends. */
  choose(action: AfterAllAction): void {
    this.#stop();
    this.#tell({ action, due: null });
  }

  /** The program ends: nothing begins any more. */
  close(): void {
    this.#stop();
    this.#view = { action: 'nothing', due: null };
  }

  #stop(): void {
    this.#takeBack?.();
    this.#takeBack = null;
  }

  /** Looks at the list: it is due when those that ran last have all ended, and it ends when one runs again. */
  note(downloads: readonly { readonly id: string; readonly state: DownloadState }[]): void {
    const before = this.#running;
    this.#running = new Set(downloads.flatMap(({ id, state }) => (isRunning(state) ? [id] : [])));
    if (this.#running.size > 0) {
      if (this.#view.due === null) return;
      this.#stop();
      this.#tell({ ...this.#view, due: null });
      return;
    }
    if (before.size === 0 || this.#view.action === 'nothing' || this.#view.due !== null) return;
    // One that was paused, removed, or waits for a network has not ended; nobody wants the machine off then.
    const ended = downloads.filter(({ id, state }) => before.has(id) && hasEnded(state));
    const waits = downloads.some(
      ({ state }) => state.kind === 'interrupted' && state.resume === 'auto-continue',
    );
    if (ended.length === before.size && !waits) this.#begin(this.#view.action);
  }

  #begin(action: PowerAction): void {
    this.#tell({ action, due: this.#parts.clock.wall() + countdown });
    this.#takeBack = this.#parts.clock.after(countdown, () => {
      this.#takeBack = null;
      this.#tell({ action: 'nothing', due: null });
      this.#parts.perform(action);
    });
  }

  #tell(view: AfterAllView): void {
    this.#view = view;
    this.#parts.onChange(view);
  }
}

function hasEnded(state: DownloadState): boolean {
  return state.kind === 'completed' || (state.kind === 'interrupted' && state.resume !== 'auto-continue');
}
