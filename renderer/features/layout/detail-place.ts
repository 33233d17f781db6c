import { create } from 'zustand';
import { useStore } from '../../state/store.ts';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { changePaneSizes, usePaneSizes } from './pane-sizes.ts';

/** `sheet`: over the list, where the window is narrow. */
export type DetailPlace = 'below' | 'right' | 'sheet';

/** A narrow window begins with its sheet closed, whatever was open when it was wide. */
const useSheet = create<{ readonly open: boolean }>()(() => ({ open: false }));

/** Too narrow for three panes. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 899px)');
}

/** Where the detail pane stands, and whether it is open; it never is while there is nothing to be told. */
export function useDetailPlace(): { readonly place: DetailPlace; readonly open: boolean } {
  const narrow = useNarrow();
  const { detailOpen, dock } = usePaneSizes();
  const sheetOpen = useSheet((sheet) => sheet.open);
  const hasDetail = useHasDetail();
  return narrow
    ? { place: 'sheet', open: hasDetail && sheetOpen }
    : { place: dock, open: hasDetail && detailOpen };
}

/** Opens or closes the pane where it stands now. */
export function toggleDetail(place: DetailPlace): void {
  if (place === 'sheet') useSheet.setState(({ open }) => ({ open: !open }));
  else changePaneSizes({ detailOpen: !usePaneSizes.getState().detailOpen });
}

/** Opens the pane where it stands now, if it is not open. */
export function showDetail(place: DetailPlace): void {
  if (place === 'sheet') useSheet.setState({ open: true });
  else changePaneSizes({ detailOpen: true });
}

/** Whether there is anything that a detail pane could be of. */
export function useHasDetail(): boolean {
  return useStore((state) => state.library.size > 0);
}
