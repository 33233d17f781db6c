import { create } from 'zustand';
import { firstLayout, isColumn, layoutIn, type ColumnLayout } from '../../state/columns.ts';
import type { Sort } from '../../state/row-order.ts';
import { setSort, useStore } from '../../state/store.ts';

const layoutKey = 'tributary.columns';
const sortKey = 'tributary.sort';

/** The columns of this window, kept in the page's own storage. */
export const useColumnLayout = create<ColumnLayout>()(() => layoutIn(stored(layoutKey)));

export function changeLayout(change: (layout: ColumnLayout) => ColumnLayout): void {
  useColumnLayout.setState(change);
  localStorage.setItem(layoutKey, JSON.stringify(useColumnLayout.getState()));
}

export function resetLayout(): void {
  changeLayout(() => firstLayout);
}

/** Sorts as this window was sorted last, and remembers every change. Returns what ends it. */
export function rememberSort(): () => void {
  const sort = sortIn(stored(sortKey));
  if (sort !== null) setSort(sort);
  return useStore.subscribe((state, before) => {
    if (state.sort !== before.sort) localStorage.setItem(sortKey, JSON.stringify(state.sort));
  });
}

function stored(key: string): string | null {
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(key);
}

function sortIn(text: string | null): Sort | null {
  try {
    const found: unknown = JSON.parse(text ?? 'null');
    if (typeof found !== 'object' || found === null) return null;
    const { column, ascending } = found as Partial<Record<keyof Sort, unknown>>;
    return isColumn(column) && typeof ascending === 'boolean' ? { column, ascending } : null;
  } catch {
    return null;
  }
}
