import { useEffect } from 'react';
import { openDialog, useStore } from '../../state/store.ts';
import { isKey } from './key-table.ts';

/** Keys that mean the same wherever the focus is, as long as no dialog is open. */
export function useWindowKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const kind = isKey(event, 'keys') ? 'keys' : isKey(event, 'palette') ? 'palette' : null;
      if (kind === null) return;
      event.preventDefault();
      if (useStore.getState().dialog === null) openDialog({ kind });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
