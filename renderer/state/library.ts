import type { DownloadView } from '../../shared/model/view.ts';

/** Every download that the window knows, by id. */
export type Library = ReadonlyMap<string, DownloadView>;

/** A download that is new (all fields) or changed (some): what a `changed` event carries. */
export type DownloadPatch = { readonly id: string } & Partial<DownloadView>;

export const emptyLibrary: Library = new Map();

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
  return next;
}

export function withoutDownloads(library: Library, ids: readonly string[]): Library {
  const next = new Map(library);
  for (const id of ids) next.delete(id);
  return next;
}

function isWhole(patch: DownloadPatch): patch is DownloadView {
  return patch.name !== undefined && patch.state !== undefined && patch.addedAt !== undefined;
}
