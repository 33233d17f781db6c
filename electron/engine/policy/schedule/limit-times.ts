import type { LimitTime } from '../../../../shared/model/speed-limit.ts';
import { weeklyMoment } from './weekly-times.ts';

/**
 * The limit of a timetable at a moment, and when to ask again (epoch ms; null: it never changes). Of two
 * entries for one time the first counts; outside of all there is no limit.
 */
export function limitAt(
  times: readonly LimitTime[],
  zone: string,
  now: number,
): { readonly limit: number; readonly until: number | null } {
  const moments = times.map((time) => ({ limit: time.limit, ...weeklyMoment([time], zone, now) }));
  const changes = moments.map(({ until }) => until ?? Infinity);
  const until = Math.min(...changes);
  return {
    limit: moments.find(({ inside }) => inside)?.limit ?? 0,
    until: Number.isFinite(until) ? until : null,
  };
}
