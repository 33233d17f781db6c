import { create } from 'zustand';

/** What takes the last removal back; null where it is too late, or nothing was removed. */
export const useLastRemoval = create<{ readonly undo: (() => void) | null }>()(() => ({ undo: null }));

export function offerUndo(undo: () => void): void {
  useLastRemoval.setState({ undo });
}

/** Takes the offer back, unless a later one has taken its place. */
export function endUndo(undo: () => void): void {
  if (useLastRemoval.getState().undo === undo) useLastRemoval.setState({ undo: null });
}
