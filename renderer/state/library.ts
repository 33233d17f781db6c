import type { DownloadView } from '../../shared/model/view.ts';

/** Every download that the window knows, by id. */
export type Library = ReadonlyMap<string, DownloadView>;

/** A download that is new (all fields) or changed (some): what a `changed` event carries. */
export type DownloadPatch = { readonly id: string } & Partial<DownloadView>;

export const emptyLibrary: Library = new Map();

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
  return new Map(downloads.map((download) => [download.id, download]));
}

/**
 * The library after a `changed` event. Downloads that the event does not name keep their identity, so
 * that their rows are not drawn again. A patch of an unknown download that lacks fields is left out:
 * it belongs to one that a snapshot has yet to bring.
 */
export function withChanges(library: Library, patches: readonly DownloadPatch[]): Library {
  const next = new Map(library);
  for (const patch of patches) {
    const known = next.get(patch.id);
    if (known !== undefined) next.set(patch.id, { ...known, ...patch });
    else if (isWhole(patch)) next.set(patch.id, patch);
  }
  return madeOf(
    library,
    next,
    patches.map(({ id }) => id),
  );
}

export function withoutDownloads(library: Library, ids: readonly string[]): Library {
  const next = new Map(library);
  for (const id of ids) next.delete(id);
  return madeOf(library, next, ids);
}

function madeOf(before: Library, after: Library, ids: readonly string[]): Library {
  origins.set(after, { before: new WeakRef(before), ids });
  return after;
}

function isWhole(patch: DownloadPatch): patch is DownloadView {
  return patch.name !== undefined && patch.state !== undefined && patch.addedAt !== undefined;
}
