import { categoryTree, categoryWithin, type Category } from '../../shared/model/category.ts';
import type { DownloadView } from '../../shared/model/view.ts';
import { isFinished } from './status.ts';

/** Places of the tree that are always there. */
export const fixedPlaces = ['all', 'downloading', 'waiting', 'finished', 'failed', 'trash'] as const;

export type FixedPlace = (typeof fixedPlaces)[number];

/** What is chosen in the tree: a part of the list. A category holds what is finished of its kind. */
export type Place = FixedPlace | `category:${string}`;

const categoryStart = 'category:';

export function placeOfCategory(id: string): Place {
  return `${categoryStart}${id}`;
}

/** Id of the category that a place is; null for the others. */
export function categoryOfPlace(place: Place): string | null {
  return isFixed(place) ? null : place.slice(categoryStart.length);
}

export function isFixed(place: Place): place is FixedPlace {
  return !place.startsWith(categoryStart);
}

/** What a place lets through: downloads that stand in `fixed` and, where it is a category, within that. */
export interface PlaceFilter {
  readonly fixed: FixedPlace;
  /** Ids of the category and of all that stand in it; null: whatever the category. */
  readonly within: ReadonlySet<string> | null;
}

export function filterOf(place: Place, categories: readonly Category[]): PlaceFilter {
  if (isFixed(place)) return { fixed: place, within: null };
  return { fixed: 'finished', within: categoryWithin(categories, categoryOfPlace(place) ?? '') };
}

/** The one place, besides `all` and the categories, that a download stands in. */
export function standsIn(download: DownloadView): Exclude<FixedPlace, 'all'> {
  if (download.trashedAt !== null) return 'trash';
  if (isFinished(download)) return download.checksum.verdict === 'mismatch' ? 'failed' : 'finished';
  switch (download.state.kind) {
    case 'queued':
    case 'paused':
      return 'waiting';
    case 'interrupted':
      return 'failed';
    default:
      return 'downloading';
  }
}

/** What lies in the trash is nowhere else. */
export function isInPlace(download: DownloadView, { fixed, within }: PlaceFilter): boolean {
  const place = standsIn(download);
  if (fixed === 'all') return place !== 'trash';
  return place === fixed && (within === null || within.has(download.category));
}

export interface PlaceCounts {
  readonly fixed: Readonly<Record<FixedPlace, number>>;
  /** By id, with all that stand in the category. */
  readonly categories: ReadonlyMap<string, number>;
}

/** `finished`: by id, those that stand in the category itself. */
export function countPlaces(
  fixed: PlaceCounts['fixed'],
  finished: ReadonlyMap<string, number>,
  categories: readonly Category[],
): PlaceCounts {
  const whole = new Map<string, number>();
  const above: string[] = [];
  for (const { category, depth } of categoryTree(categories)) {
    above.splice(depth, above.length, category.id);
    for (const id of above) whole.set(id, (whole.get(id) ?? 0) + (finished.get(category.id) ?? 0));
  }
  return { fixed, categories: whole };
}
