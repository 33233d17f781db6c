import type { AfterAllAction, AfterAllView, PowerAction } from '../../shared/model/after-all.ts';
import { isRunning, type DownloadState } from '../../shared/model/state.ts';
import type { Clock } from '../engine/ports/clock.ts';

/** Milliseconds in which a person can still say no. */
export const countdown = 60_000;

export interface AfterAllParts {
  readonly clock: Clock;
  readonly perform: (action: PowerAction) => void;
  /** What is done every time, where nothing was chosen for this once. */
  readonly lasting: () => AfterAllAction;
  readonly onChange: (view: AfterAllView) => void;
}

/** Waits for the end of the last running download, counts down, and then does what was chosen: for this once, or for every time. */
export class AfterAll {
  readonly #parts: AfterAllParts;
  #view: AfterAllView;
  /** For the next time only; null: what lasts. */
  #once: AfterAllAction | null = null;
  #running = new Set<string>();
  #takeBack: (() => void) | null = null;

  constructor(parts: AfterAllParts) {
    this.#parts = parts;
    this.#view = { action: parts.lasting(), due: null };
  }

  get view(): AfterAllView {
    return this.#view;
  }

  /** Chooses what happens the next time; a countdown that is under way ends, and what lasts is for the time after. */
  choose(action: AfterAllAction): void {
    const counting = this.#view.due !== null;
    this.#stop();
    this.#rest(counting && action === 'nothing' ? null : action);
  }

  /** What lasts may be another one. */
  settle(): void {
    if (this.#view.due === null) this.#rest(this.#once);
  }

  /** The program ends: nothing begins any more. */
  close(): void {
    this.#stop();
    this.#view = { action: 'nothing', due: null };
  }

  #rest(once: AfterAllAction | null): void {
    this.#once = once;
    const action = once ?? this.#parts.lasting();
    if (action !== this.#view.action || this.#view.due !== null) this.#tell({ action, due: null });
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
    if (before.size === 0 || this.#view.due !== null) return;
    // One that was paused, removed, or waits for a network has not ended; nobody wants the machine off then.
    const ended = downloads.filter(({ id, state }) => before.has(id) && hasEnded(state));
    const waits = downloads.some(
      ({ state }) => state.kind === 'interrupted' && state.resume === 'auto-continue',
    );
    if (ended.length < before.size || waits) return;
    const { action } = this.#view;
    if (action === 'nothing') this.#rest(null);
    else this.#begin(action);
  }

  #begin(action: PowerAction): void {
    this.#tell({ action, due: this.#parts.clock.wall() + countdown });
    this.#takeBack = this.#parts.clock.after(countdown, () => {
      this.#takeBack = null;
      this.#rest(null);
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
