import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { HostInfo, Snapshot } from '../../shared/contract/types.ts';
import type { Category } from '../../shared/model/category.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { AfterAllView } from '../../shared/model/after-all.ts';
import type { QueueView } from '../../shared/model/queue.ts';
import type { SpeedLimitView } from '../../shared/model/speed-limit.ts';
import type { DetailView, DownloadView } from '../../shared/model/view.ts';
import type { DownloadPatch, Library } from './library.ts';
import { emptyLibrary, libraryOf, withChanges, withoutDownloads } from './library.ts';
import type { Sort } from './row-order.ts';
import { categoryOfPlace, filterOf, type Place, type PlaceFilter } from './place.ts';
import { firstSort, rowsAfter, rowsOf } from './row-order.ts';
import { noTerms, searchTerms, type SearchTerms } from './search.ts';
import type { Selection } from './selection.ts';
import { keepVisible, nothingSelected, selectOnly } from './selection.ts';

export { useClient } from '../host/client-context.ts';

/** The dialog that is open; one at a time. */
export type OpenDialog =
  | { readonly kind: 'add'; readonly text: string }
  | { readonly kind: 'verify' }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'sign-in'; readonly id: string }
  | { readonly kind: 'new-link'; readonly id: string }
  | { readonly kind: 'certificate'; readonly id: string }
  | {
      readonly kind: 'categories';
      /** Id of the one shown first; `new`: one is made. */
      readonly chosen: string | null;
      /** Where a new one stands. */
      readonly parent: string | null;
    }
  | { readonly kind: 'file-under'; readonly ids: readonly string[] }
  | { readonly kind: 'comment'; readonly ids: readonly string[] }
  | { readonly kind: 'settings' }
  | { readonly kind: 'servers' }
  | { readonly kind: 'speed-limit' }
  | { readonly kind: 'queues' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'program-log' };

/**
 * `lost`: the wire is down, or is up again and the new snapshot is not there yet. `refused`: the host is
 * there and does not know this page's key.
 */
export type Connection = 'starting' | 'open' | 'lost' | 'refused';

/** All that the window knows. It changes only by the functions below. */
export interface WindowState {
  readonly connection: Connection;
  readonly host: HostInfo | null;
  readonly settings: Settings | null;
  readonly speedLimit: SpeedLimitView | null;
  /** In their order. */
  readonly queues: readonly QueueView[];
  readonly afterAll: AfterAllView | null;
  readonly library: Library;
  /** How many times the library was taken whole; between two it changes by events. */
  readonly snapshots: number;
  /** What is chosen in the tree, and what it lets through. */
  readonly place: Place;
  readonly filter: PlaceFilter;
  readonly sort: Sort;
  /** What stands in the search field, and the words of it. */
  readonly search: string;
  readonly terms: SearchTerms;
  /** Ids of the rows shown, from top to bottom. */
  readonly rows: readonly string[];
  readonly selection: Selection;
  readonly detail: DetailView | null;
  readonly dialog: OpenDialog | null;
  /** Selected as soon as its row is there. */
  readonly awaited: { readonly id: string; readonly alone: boolean } | null;
  /** The row that the list was last asked to bring into sight, with the focus or without; another object each time. */
  readonly revealed: { readonly id: string; readonly focus: boolean } | null;
}

export const firstState: WindowState = {
  connection: 'starting',
  host: null,
  settings: null,
  speedLimit: null,
  queues: [],
  afterAll: null,
  library: emptyLibrary,
  snapshots: 0,
  place: 'all',
  filter: filterOf('all', []),
  sort: firstSort,
  search: '',
  terms: noTerms,
  rows: [],
  selection: nothingSelected,
  detail: null,
  dialog: null,
  awaited: null,
  revealed: null,
};

export const useStore = create<WindowState>()(() => firstState);

const { getState, setState } = useStore;

type ShownPart = Partial<
  Pick<WindowState, 'library' | 'snapshots' | 'place' | 'filter' | 'sort' | 'search' | 'terms'>
>;

/**
 * Rows and selection after the library, the place, the sort or the search has changed. `ids` are
 * the only downloads that are not as before; absent: it may be any.
 */
function show(part: ShownPart, ids?: readonly string[]): void {
  setState((state) => {
    const next = { ...state, ...part };
    const rows =
      ids === undefined
        ? sameRows(state.rows, rowsOf(next.library, next))
        : rowsAfter(state.rows, state.library, next.library, ids, next);
    if (state.awaited !== null && rows.includes(state.awaited.id)) {
      const { id, alone } = state.awaited;
      const revealed = alone ? { id, focus: false } : state.revealed;
      return { ...part, rows, selection: selectOnly(id), awaited: null, revealed };
    }
    if (rows === state.rows) return part;
    return { ...part, rows, selection: keepVisible(state.selection, state.rows, rows) };
  });
}

/** The rows before where nothing moved, so that nothing is drawn again. */
function sameRows(before: readonly string[], now: readonly string[]): readonly string[] {
  return before.length === now.length && before.every((id, index) => id === now[index]) ? before : now;
}

export function takeSnapshot(snapshot: Snapshot): void {
  const { speedLimit, queues, afterAll } = snapshot;
  setState({ connection: 'open', speedLimit, queues, afterAll });
  applySettings(snapshot.settings);
  show({ library: libraryOf(snapshot.downloads), snapshots: getState().snapshots + 1 });
}

export function applyChanges(patches: readonly DownloadPatch[]): void {
  show(
    { library: withChanges(getState().library, patches) },
    patches.map(({ id }) => id),
  );
}

export function applyRemoval(ids: readonly string[]): void {
  show({ library: withoutDownloads(getState().library, ids) }, ids);
}

export function setConnection(connection: Connection): void {
  setState({ connection });
}

export function setHost(host: HostInfo): void {
  setState({ host });
}

export function applySettings(settings: Settings): void {
  const { place, settings: before } = getState();
  setState({ settings });
  if (settings.categories === before?.categories) return;
  const chosen = categoryOfPlace(place);
  const isThere = chosen === null || settings.categories.some(({ id }) => id === chosen);
  setPlace(isThere ? place : 'finished');
}

export function applyAfterAll(afterAll: AfterAllView): void {
  setState({ afterAll });
}

export function applyQueues(queues: readonly QueueView[]): void {
  setState({ queues });
}

export function applySpeedLimit(speedLimit: SpeedLimitView): void {
  setState({ speedLimit });
}

export function setDetail(detail: DetailView | null): void {
  setState({ detail });
}

export function setPlace(place: Place): void {
  show({ place, filter: filterOf(place, getState().settings?.categories ?? []) });
}

export function setSort(sort: Sort): void {
  show({ sort });
}

export function setSearch(search: string): void {
  const { terms: before } = getState();
  const terms = searchTerms(search);
  show({ search, terms: before.join(' ') === terms.join(' ') ? before : terms });
}

export function setSelection(selection: Selection): void {
  setState({ selection });
}

/**
 * Selects a download that was just added, now or when its row comes; no search hides it. One that came
 * alone is brought in sight.
 */
export function selectWhenThere(id: string, alone: boolean): void {
  setState({ awaited: { id, alone } });
  show({ search: '', terms: noTerms });
}

/** Shows a download wherever it is in the tree: its row is selected, in sight, and has the focus. */
export function revealDownload(id: string): void {
  const { library, rows } = getState();
  const download = library.get(id);
  if (download === undefined) return;
  if (!rows.includes(id)) {
    setSearch('');
    setPlace(download.trashedAt === null ? 'all' : 'trash');
  }
  setState({ selection: selectOnly(id), revealed: { id, focus: true } });
}

export function openDialog(dialog: OpenDialog): void {
  setState({ dialog });
}

export function closeDialog(): void {
  setState({ dialog: null });
}

/** The selected downloads in the order of their rows. */
export function selectedDownloads(state: WindowState): readonly DownloadView[] {
  const { ids } = state.selection;
  // Most often none or one is selected, and a list may be long.
  const chosen = ids.size > 1 ? state.rows.filter((id) => ids.has(id)) : [...ids];
  return chosen.flatMap((id) => {
    const download = state.library.get(id);
    return download === undefined ? [] : [download];
  });
}

/** Id of the one selected row; null where none or several are selected. */
export function singleSelected(state: WindowState): string | null {
  if (state.selection.ids.size !== 1) return null;
  return [...state.selection.ids][0] ?? null;
}

/** The one selected download; null where none or several are selected. */
export function useSelected(): DownloadView | null {
  return useStore((state) => {
    const id = singleSelected(state);
    return id === null ? null : (state.library.get(id) ?? null);
  });
}

/** What the host tells of the one selected download; null until it has told. */
export function useDetail(): DetailView | null {
  return useStore((state) => (state.detail?.id === singleSelected(state) ? state.detail : null));
}

const noCategories: readonly Category[] = [];

export function useCategories(): readonly Category[] {
  return useStore((state) => state.settings?.categories ?? noCategories);
}

/** The selected downloads in the order of their rows; the same array until one of them changes. */
export function useSelectedDownloads(): readonly DownloadView[] {
  return useStore(useShallow(selectedDownloads));
}
