import type { DownloadView } from '../../shared/model/view.ts';

type Downloads = ReadonlyMap<string, DownloadView>;

/**
 * Every download that the window knows, by id. It never changes: what comes of a change is another one,
 * which shares with it all but what changed, because a list is long and changes ten times a second.
 */
export class Library {
  /** All of them; those in `changed` as they were. */
  readonly #all: Downloads;
  readonly #changed: Downloads;

  constructor(all: Downloads, changed: Downloads = new Map()) {
    this.#all = all;
    this.#changed = changed;
  }

  get size(): number {
    return this.#all.size;
  }

  has(id: string): boolean {
    return this.#all.has(id);
  }

  get(id: string): DownloadView | undefined {
    return this.#changed.get(id) ?? this.#all.get(id);
  }

  keys(): IterableIterator<string> {
    return this.#all.keys();
  }

  /** In the order in which they came. */
  values(): readonly DownloadView[] {
    return [...this.#all.values()].map((download) => this.#changed.get(download.id) ?? download);
  }

  /** With other views of downloads that are all here. */
  withChanged(downloads: readonly DownloadView[]): Library {
    const changed = new Map(this.#changed);
    for (const download of downloads) changed.set(download.id, download);
    const tooMany = changed.size * sharedLeast > this.#all.size;
    return tooMany ? libraryOf(new Library(this.#all, changed).values()) : new Library(this.#all, changed);
  }
}

/** All are put together anew when more than one in so many has changed. */
const sharedLeast = 4;

/** A download that is new (all fields) or changed (some): what a `changed` event carries. */
export type DownloadPatch = { readonly id: string } & Partial<DownloadView>;

export const emptyLibrary = new Library(new Map());

/** From which library another was made, and by what. The one before is not kept for this. */
const origins = new WeakMap<
  Library,
  { readonly before: WeakRef<Library>; readonly ids: readonly string[] }
>();

/** The only ids in which two libraries differ, where the second was made of the first; else null. */
export function changedIds(before: Library, after: Library): readonly string[] | null {
  const origin = origins.get(after);
  return origin?.before.deref() === before ? origin.ids : null;
}

export function libraryOf(downloads: readonly DownloadView[]): Library {
  return new Library(new Map(downloads.map((download) => [download.id, download])));
}

/**
 * The library after a `changed` event. Downloads that the event does not name keep their identity, so
 * that their rows are not drawn again. A patch of an unknown download that lacks fields is left out:
 * it belongs to one that a snapshot has yet to bring.
 */
export function withChanges(library: Library, patches: readonly DownloadPatch[]): Library {
  const changed = new Map<string, DownloadView>();
  const added = new Map<string, DownloadView>();
  for (const patch of patches) {
    const known = changed.get(patch.id) ?? added.get(patch.id) ?? library.get(patch.id);
    if (known !== undefined) (library.has(patch.id) ? changed : added).set(patch.id, { ...known, ...patch });
    else if (isWhole(patch)) added.set(patch.id, patch);
  }
  const next = library.withChanged([...changed.values()]);
  return madeOf(
    library,
    added.size === 0 ? next : libraryOf([...next.values(), ...added.values()]),
    patches.map(({ id }) => id),
  );
}

export function withoutDownloads(library: Library, ids: readonly string[]): Library {
  const gone = new Set(ids);
  return madeOf(library, libraryOf(library.values().filter(({ id }) => !gone.has(id))), ids);
}

function madeOf(before: Library, after: Library, ids: readonly string[]): Library {
  origins.set(after, { before: new WeakRef(before), ids });
  return after;
}

function isWhole(patch: DownloadPatch): patch is DownloadView {
  return patch.name !== undefined && patch.state !== undefined && patch.addedAt !== undefined;
}
