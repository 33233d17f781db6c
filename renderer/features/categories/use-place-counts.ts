import { useMemo } from 'react';
import { countPlaces, type PlaceCounts } from '../../state/place.ts';
import { useCategories, useStore } from '../../state/store.ts';

/** How many downloads each place of the tree holds. */
export function usePlaceCounts(): PlaceCounts {
  const categories = useCategories();
  const library = useStore((state) => state.library);
  return useMemo(() => countPlaces(library.values(), categories), [library, categories]);
}
