import { create } from 'zustand';

/** The tabs of one download, from left to right. */
export const detailTabs = ['segments', 'map', 'graph', 'log', 'sources', 'checksum', 'details'] as const;

export type DetailTab = (typeof detailTabs)[number];

const useShown = create<{ readonly tab: DetailTab }>()(() => ({ tab: 'segments' }));

/** The tab that is shown, whichever download is looked at. */
export function useDetailTab(): DetailTab {
  return useShown(({ tab }) => tab);
}

export function showDetailTab(tab: DetailTab): void {
  useShown.setState({ tab });
}
