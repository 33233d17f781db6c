import { useCallback, useState } from 'react';
import type { Place } from '../../state/place.ts';

const storageKey = 'tributary.closed-places';

/** Which lines of the tree are closed in this window, kept in the page's own storage. */
export function useClosedPlaces(): readonly [ReadonlySet<Place>, (place: Place, close: boolean) => void] {
  const [closed, setClosed] = useState<ReadonlySet<Place>>(
    () => new Set(placesIn(localStorage.getItem(storageKey))),
  );
  const change = useCallback((place: Place, close: boolean) => {
    setClosed((before) => {
      const next = new Set(before);
      if (close) next.add(place);
      else next.delete(place);
      localStorage.setItem(storageKey, JSON.stringify([...next]));
      return next;
    });
  }, []);
  return [closed, change];
}

/** Only a text can be a place; one that is of no line any more does no harm. */
function placesIn(text: string | null): readonly Place[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.filter((one): one is Place => one === 'finished' || String(one).startsWith('category:'));
  } catch {
    return [];
  }
}
