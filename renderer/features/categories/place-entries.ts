import { categoryTree, type Category } from '../../../shared/model/category.ts';
import { fixedPlaces, placeOfCategory, type Place } from '../../state/place.ts';

/** A line of the tree. */
export interface PlaceEntry {
  readonly place: Place;
  /** 1 at the top. */
  readonly level: number;
  readonly parent: Place | null;
  /** Null where it is a fixed place. */
  readonly category: Category | null;
  readonly hasChildren: boolean;
}

/** Every line from top to bottom: the categories stand in "Finished". */
export function placeEntries(categories: readonly Category[]): readonly PlaceEntry[] {
  const tree = categoryTree(categories);
  const above: Place[] = ['finished'];
  const below = tree.map(({ category, depth }, index): PlaceEntry => {
    const place = placeOfCategory(category.id);
    above.splice(depth + 1, above.length, place);
    const hasChildren = (tree[index + 1]?.depth ?? 0) > depth;
    return { place, level: depth + 2, parent: above[depth] ?? 'finished', category, hasChildren };
  });
  return fixedPlaces.flatMap((place) => {
    const hasChildren = place === 'finished' && below.length > 0;
    const entry: PlaceEntry = { place, level: 1, parent: null, category: null, hasChildren };
    return place === 'finished' ? [entry, ...below] : [entry];
  });
}

/** Those that are not within a closed one. */
export function visibleEntries(
  entries: readonly PlaceEntry[],
  closed: ReadonlySet<Place>,
): readonly PlaceEntry[] {
  const hidden = new Set<Place>();
  return entries.filter(({ place, parent }) => {
    if (parent === null || !(closed.has(parent) || hidden.has(parent))) return true;
    hidden.add(place);
    return false;
  });
}
