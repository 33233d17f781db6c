import { useCallback, useState } from 'react';

/** Sizes are pixels. */
export interface PaneSizes {
  readonly tree: number;
  readonly detail: number;
  readonly detailOpen: boolean;
  /** Height of the detail where the window is narrow: its lines take more room there. */
  readonly sheet: number;
}

const storageKey = 'tributary.panes';
const first: PaneSizes = { tree: 200, detail: 300, detailOpen: true, sheet: 348 };

/** How this window's panes are cut; kept in the page's own storage, since it is nobody else's business. */
export function usePaneSizes(): readonly [PaneSizes, (change: Partial<PaneSizes>) => void] {
  const [sizes, setSizes] = useState(storedSizes);
  const change = useCallback((part: Partial<PaneSizes>) => {
    setSizes((before) => {
      const next = { ...before, ...part };
      localStorage.setItem(storageKey, JSON.stringify(next));
      return next;
    });
  }, []);
  return [sizes, change];
}

function storedSizes(): PaneSizes {
  return sizesIn(localStorage.getItem(storageKey));
}

/** Sizes as they were stored; whatever is not a size is as on the first day. */
export function sizesIn(text: string | null): PaneSizes {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    return first;
  }
  if (typeof stored !== 'object' || stored === null) return first;
  const { tree, detail, detailOpen, sheet } = stored as Partial<Record<keyof PaneSizes, unknown>>;
  return {
    tree: typeof tree === 'number' && Number.isFinite(tree) ? tree : first.tree,
    detail: typeof detail === 'number' && Number.isFinite(detail) ? detail : first.detail,
    detailOpen: typeof detailOpen === 'boolean' ? detailOpen : first.detailOpen,
    sheet: typeof sheet === 'number' && Number.isFinite(sheet) ? sheet : first.sheet,
  };
}
