import { useEffect } from 'react';
import { useStore } from '../../state/store.ts';
import { toldBetween } from '../notices/announcements.ts';
import { playTone } from './tone.ts';

/** Plays a tone when downloads end well, where the settings say so: one for all that end together. */
export function useDoneSound(): void {
  useEffect(
    () =>
      useStore.subscribe((state, before) => {
        if (state.settings?.doneSound !== true) return;
        if (toldBetween(before, state).some(({ kind }) => kind === 'verified' || kind === 'size-only'))
          playTone();
      }),
    [],
  );
}
