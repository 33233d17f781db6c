import { needsHelp } from '../../shared/model/notice.ts';
import type { DownloadView } from '../../shared/model/view.ts';

type Known = Pick<DownloadView, 'id' | 'state'>;

/** Which downloads have ended, or stopped and need a person, since they were looked at last: each is told once. */
export class ToldEnds {
  readonly #finished = new Set<string>();
  readonly #stopped = new Set<string>();

  /** As it was found, which is nothing to tell. */
  know({ id, state }: Known): void {
    this.#note(this.#finished, id, state.kind === 'completed');
    this.#note(this.#stopped, id, needsHelp(state));
  }

  /** What is new of these. */
  take<View extends Known>(
    views: readonly View[],
  ): { readonly finished: readonly View[]; readonly stopped: readonly View[] } {
    return {
      finished: views.filter(({ id, state }) => this.#note(this.#finished, id, state.kind === 'completed')),
      stopped: views.filter(({ id, state }) => this.#note(this.#stopped, id, needsHelp(state))),
    };
  }

  /** True where it holds now and did not before. */
  #note(told: Set<string>, id: string, holds: boolean): boolean {
    if (!holds) told.delete(id);
    const isNew = holds && !told.has(id);
    if (isNew) told.add(id);
    return isNew;
  }
}
