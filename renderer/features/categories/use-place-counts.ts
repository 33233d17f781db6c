import { useMemo } from 'react';
import { countPlaces, type PlaceCounts } from '../../state/place.ts';
import { tallyOf } from '../../state/tally.ts';
import { useCategories, useStore } from '../../state/store.ts';

/** How many downloads each place of the tree holds. */
export function usePlaceCounts(): PlaceCounts {
  const categories = useCategories();
  const { finished, fixed } = useStore((state) => tallyOf(state.library).standing);
  return useMemo(() => countPlaces(fixed, finished, categories), [fixed, finished, categories]);
}
