import { create } from 'zustand';

/** Sizes are pixels. */
export interface PaneSizes {
  readonly tree: number;
  readonly detail: number;
  readonly detailOpen: boolean;
  /** Where the detail stands, as long as the window is wide. */
  readonly dock: 'below' | 'right';
  /** Width of the detail where it stands on the right. */
  readonly side: number;
  /** Height of the detail where the window is narrow: its lines take more room there. */
  readonly sheet: number;
}

const storageKey = 'tributary.panes';
const first: PaneSizes = { tree: 200, detail: 300, detailOpen: true, dock: 'below', side: 480, sheet: 348 };

/** How this window's panes are cut; kept in the page's own storage, since it is nobody else's business. */
export const usePaneSizes = create<PaneSizes>()(() => sizesIn(stored()));

export function changePaneSizes(change: Partial<PaneSizes>): void {
  usePaneSizes.setState(change);
  localStorage.setItem(storageKey, JSON.stringify(usePaneSizes.getState()));
}

function stored(): string | null {
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(storageKey);
}

/** Sizes as they were stored; whatever is not a size is as on the first day. */
export function sizesIn(text: string | null): PaneSizes {
  let found: unknown;
  try {
    found = JSON.parse(text ?? 'null');
  } catch {
    return first;
  }
  if (typeof found !== 'object' || found === null) return first;
  const { detailOpen, dock, ...sizes } = found as Partial<Record<keyof PaneSizes, unknown>>;
  const size = (name: 'tree' | 'detail' | 'side' | 'sheet'): number => {
    const value = sizes[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : first[name];
  };
  return {
    tree: size('tree'),
    detail: size('detail'),
    detailOpen: typeof detailOpen === 'boolean' ? detailOpen : first.detailOpen,
    dock: dock === 'right' ? 'right' : 'below',
    side: size('side'),
    sheet: size('sheet'),
  };
}
