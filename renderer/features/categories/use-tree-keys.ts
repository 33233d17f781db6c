import type { KeyboardEvent, RefObject } from 'react';
import type { Place } from '../../state/place.ts';
import { setPlace, useStore } from '../../state/store.ts';
import type { PlaceEntry } from './place-entries.ts';

/**
 * The keys of a tree: up and down along its lines, Home and End to its ends; right opens a line or goes
 * to the first within it, left closes it or goes to the one it stands in. What has the focus is chosen.
 */
export function useTreeKeys(
  tree: RefObject<HTMLElement | null>,
  visible: readonly PlaceEntry[],
  closed: ReadonlySet<Place>,
  setClosed: (place: Place, close: boolean) => void,
) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const at = visible.findIndex(({ place }) => place === useStore.getState().place);
    const entry = visible[Math.max(0, at)];
    if (entry === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const isOpen = entry.hasChildren && !closed.has(entry.place);
    let next: Place | undefined;
    switch (event.key) {
      case 'ArrowDown':
        next = visible[at + 1]?.place;
        break;
      case 'ArrowUp':
        next = visible[at - 1]?.place;
        break;
      case 'Home':
        next = visible[0]?.place;
        break;
      case 'End':
        next = visible.at(-1)?.place;
        break;
      case 'ArrowRight':
        if (isOpen) next = visible[at + 1]?.place;
        else if (entry.hasChildren) setClosed(entry.place, false);
        break;
      case 'ArrowLeft':
        if (isOpen) setClosed(entry.place, true);
        else next = entry.parent ?? undefined;
        break;
      default:
        return;
    }
    event.preventDefault();
    if (next === undefined) return;
    setPlace(next);
    tree.current?.querySelector<HTMLElement>(`[data-place='${CSS.escape(next)}']`)?.focus();
  };
}
