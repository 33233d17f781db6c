import type { Contract } from '../../shared/contract/contract.ts';
import type { DetailView, DownloadView } from '../../shared/model/view.ts';
import type { Session } from '../../shared/wire/server.ts';
import type { Clock } from '../engine/ports/clock.ts';

type Patch = { readonly id: string } & Partial<DownloadView>;

const sendEvery = 100;

/** A download as far as windows see it. */
export interface ShownDownload {
  readonly id: string;
  view(): DownloadView;
  detail(): DetailView;
}

/** Where the downloads are: the engine. */
export interface ShownLibrary {
  list(): readonly ShownDownload[];
  get(id: string): ShownDownload | null;
}

/**
 * Keeps the windows up with the engine: what changed is collected and sent at most ten times a
 * second, only the fields that are new, and the detail only of the download a window watches.
 */
export class LibraryView {
  readonly #engine: ShownLibrary;
  readonly #clock: Clock;
  readonly #sessions = new Map<Session<Contract>, { watched: string | null }>();
  readonly #sent = new Map<string, DownloadView>();
  readonly #dirty = new Set<string>();
  #takeBack: (() => void) | null = null;
  readonly #onSent: () => void;

  /** `onSent` is called after each round of changes, for what else follows the list. */
  constructor(engine: ShownLibrary, clock: Clock, onSent: () => void) {
    this.#engine = engine;
    this.#clock = clock;
    this.#onSent = onSent;
  }

  attach(session: Session<Contract>): void {
    this.#sessions.set(session, { watched: null });
    session.onClose(() => {
      this.#sessions.delete(session);
    });
  }

  sessions(): Iterable<Session<Contract>> {
    return this.#sessions.keys();
  }

  watch(session: Session<Contract>, id: string | null): void {
    const entry = this.#sessions.get(session);
    if (entry !== undefined) entry.watched = id;
  }

  watchedBy(session: Session<Contract>): string | null {
    return this.#sessions.get(session)?.watched ?? null;
  }

  /** A download is new, has changed or has gone. */
  changed(id: string): void {
    this.#dirty.add(id);
    this.#takeBack ??= this.#clock.after(sendEvery, () => {
      this.#takeBack = null;
      this.#send();
    });
  }

  /**
   * The whole list, in the order of the queue, as the events so far have told it: what changed since
   * is in the next event, which names only the fields that differ from these.
   */
  snapshot(): DownloadView[] {
    return this.#engine
      .list()
      .map((download) => this.#sent.get(download.id) ?? download.view())
      .sort((a, b) => a.order - b.order);
  }

  close(): void {
    this.#takeBack?.();
    for (const session of this.#sessions.keys()) session.close();
  }

  #send(): void {
    const changed: Patch[] = [];
    const removed: string[] = [];
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    for (const id of dirty) {
      const view = this.#engine.get(id)?.view();
      if (view === undefined) {
        this.#sent.delete(id);
        removed.push(id);
        continue;
      }
      const patch = difference(this.#sent.get(id), view);
      this.#sent.set(id, view);
      if (patch !== null) changed.push(patch);
    }
    for (const [session, { watched }] of this.#sessions) {
      if (changed.length > 0) session.emit('changed', changed);
      if (removed.length > 0) session.emit('removed', removed);
      const detail =
        watched !== null && dirty.includes(watched) ? this.#engine.get(watched)?.detail() : undefined;
      if (detail !== undefined) session.emit('detail', detail);
    }
    this.#onSent();
  }
}

/** The fields of `now` that differ from `before`; null where none do. */
function difference(before: DownloadView | undefined, now: DownloadView): Patch | null {
  if (before === undefined) return now;
  const fields = Object.entries(now).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof DownloadView]),
  );
  return fields.length === 0 ? null : { id: now.id, ...Object.fromEntries(fields) };
}
