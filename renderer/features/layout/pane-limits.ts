import type { ElementSize } from '../../ui/use-element-size.ts';
import type { DetailPlace } from './detail-place.ts';
import { changePaneSizes, usePaneSizes } from './pane-sizes.ts';

export type PaneName = 'tree' | 'detail' | 'side' | 'sheet';

/** Which size a detail pane has where it stands. */
export const paneOf: Readonly<Record<DetailPlace, PaneName>> = {
  right: 'side',
  below: 'detail',
  sheet: 'sheet',
};

/** Pixels that a pane keeps, and that the list keeps beside it. */
export const paneLeast: Readonly<Record<PaneName, number>> = {
  tree: 140,
  detail: 120,
  side: 320,
  sheet: 120,
};
const treeMost = 360;
const listLeast = { width: 320, height: 132 };

/** Pixels that a pane can take at most. `box`: what the detail and the list share. */
export function paneMost(pane: PaneName, box: ElementSize): number {
  if (pane === 'tree') return treeMost;
  const along = pane === 'side' ? 'width' : 'height';
  return Math.max(paneLeast[pane], box[along] - listLeast[along]);
}

/** The size that a pane has in `box`, of the one that was chosen for it. */
export function paneSize(pane: PaneName, chosen: number, box: ElementSize): number {
  return Math.min(paneMost(pane, box), Math.max(paneLeast[pane], chosen));
}

let mainBox: ElementSize = { width: 0, height: 0 };

/** Tells what the detail and the list share now. */
export function tellMainBox(box: ElementSize): void {
  mainBox = box;
}

/** Makes a pane so many pixels larger than it is, as far as there is room. */
export function resizePane(pane: PaneName, by: number): void {
  const now = paneSize(pane, usePaneSizes.getState()[pane], mainBox);
  changePaneSizes({ [pane]: paneSize(pane, now + by, mainBox) });
}
