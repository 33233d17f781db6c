import { useEffect } from 'react';
import { openDialog, useStore } from '../../state/store.ts';
import { useLastRemoval } from '../trash/last-removal.ts';
import { isKey } from './key-table.ts';

/** Keys that mean the same wherever the focus is, as long as no dialog is open. */
export function useWindowKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isKey(event, 'undo') && !isEditing(event.target)) {
        const { undo } = useLastRemoval.getState();
        if (undo === null || useStore.getState().dialog !== null) return;
        event.preventDefault();
        undo();
        return;
      }
      const kind = isKey(event, 'keys') ? 'keys' : isKey(event, 'palette') ? 'palette' : null;
      if (kind === null) return;
      event.preventDefault();
      if (useStore.getState().dialog === null) openDialog({ kind });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** There the same keys take back what was typed. */
function isEditing(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
