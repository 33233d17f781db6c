import type { DownloadView } from '../../shared/model/view.ts';
import { changedIds, type Library } from './library.ts';
import { fixedPlaces, standsIn, type FixedPlace } from './place.ts';
import { isFinished } from './status.ts';

/** How many downloads stand where. */
export interface Standing {
  /** Downloads in each place. */
  readonly fixed: Readonly<Record<FixedPlace, number>>;
  /** Of the finished ones, by id of the category that each stands in itself. */
  readonly finished: ReadonlyMap<string, number>;
  /** Of those that wait, the paused ones. */
  readonly paused: number;
}

/** What is counted of a whole library. */
export interface Tally {
  /** The same object until one of its counts changes, which is far more seldom than a speed does. */
  readonly standing: Standing;
  /** Bytes per second of all together. */
  readonly rate: number;
  /** Bytes still to come of those that are not finished, as far as their sizes are known. */
  readonly toCome: number;
}

interface Counting {
  readonly fixed: Record<FixedPlace, number>;
  readonly finished: Map<string, number>;
  paused: number;
  rate: number;
  toCome: number;
}

/** The library that was counted last: the next one is most often made of it. */
let latest: { readonly library: Library; readonly tally: Tally } | null = null;

/** Counts a library; one that was made of the latest by a few changes costs only these. */
export function tallyOf(library: Library): Tally {
  if (latest?.library === library) return latest.tally;
  const ids = latest === null ? null : changedIds(latest.library, library);
  const tally = latest === null || ids === null ? countAll(library) : countChanges(latest, library, ids);
  latest = { library, tally };
  return tally;
}

function countAll(library: Library): Tally {
  const counting: Counting = {
    fixed: { all: 0, downloading: 0, waiting: 0, finished: 0, failed: 0, trash: 0 },
    ...{ finished: new Map(), paused: 0, rate: 0, toCome: 0 },
  };
  for (const download of library.values()) count(counting, download, 1);
  return tallyFrom(counting, null);
}

function countChanges(
  before: { readonly library: Library; readonly tally: Tally },
  library: Library,
  ids: readonly string[],
): Tally {
  const { rate, standing, toCome } = before.tally;
  const { finished, fixed, paused } = standing;
  const counting: Counting = { fixed: { ...fixed }, finished: new Map(finished), paused, rate, toCome };
  for (const id of new Set(ids)) {
    const then = before.library.get(id);
    const now = library.get(id);
    if (then !== undefined) count(counting, then, -1);
    if (now !== undefined) count(counting, now, 1);
  }
  // Sums of fractions that were added and taken away may miss zero by a hair.
  if (counting.fixed.downloading === 0) counting.rate = 0;
  return tallyFrom(counting, standing);
}

function tallyFrom({ rate, toCome, ...standing }: Counting, before: Standing | null): Tally {
  return { standing: before !== null && isSame(before, standing) ? before : standing, rate, toCome };
}

function isSame(a: Standing, b: Standing): boolean {
  return (
    a.paused === b.paused &&
    fixedPlaces.every((place) => a.fixed[place] === b.fixed[place]) &&
    a.finished.size === b.finished.size &&
    [...a.finished].every(([id, count]) => b.finished.get(id) === count)
  );
}

function count(counting: Counting, download: DownloadView, by: 1 | -1): void {
  const place = standsIn(download);
  counting.fixed[place] += by;
  if (place !== 'trash') counting.fixed.all += by;
  if (place === 'finished') {
    const { category } = download;
    const left = (counting.finished.get(category) ?? 0) + by;
    if (left === 0) counting.finished.delete(category);
    else counting.finished.set(category, left);
  }
  if (place === 'waiting' && download.state.kind === 'paused') counting.paused += by;
  if (!isFinished(download) && download.size !== null)
    counting.toCome += (download.size - download.received) * by;
  if (place === 'downloading') counting.rate += download.rate * by;
}
