import type { Weekday, WeeklySpan } from '../../../../shared/model/weekly-span.ts';
import { dayMinutes } from '../../../../shared/model/weekly-span.ts';
import { instantOf, wallClock } from './zoned-time.ts';

/** How a moment lies to times that come every week. Epoch ms; null: no change in the week around it. */
export interface WeeklyMoment {
  readonly inside: boolean;
  /** The last change at or before the moment, and the next one behind it. */
  readonly since: number | null;
  readonly until: number | null;
}

const day = 86_400_000;
const minute = 60_000;
/** A week, and room for a span that began before it. */
const reach = 9;

/**
 * Whether `now` is inside one of the spans, by the clocks on the walls of the zone. A span is one piece of
 * time from when its start is first shown to when its end is: where clocks go back in it, it is an hour
 * longer, and it neither ends nor begins twice.
 */
export function weeklyMoment(spans: readonly WeeklySpan[], zone: string, now: number): WeeklyMoment {
  const times = joined(spans.flatMap((span) => timesAround(span, zone, now)));
  const inside = times.find(({ start, end }) => start <= now && now < end);
  const edges = times.flatMap(({ start, end }) => [start, end]);
  return {
    inside: inside !== undefined,
    since: within(
      edges.findLast((edge) => edge <= now),
      now,
    ),
    until: within(
      edges.find((edge) => edge > now),
      now,
    ),
  };
}

interface Time {
  readonly start: number;
  readonly end: number;
}

function timesAround(span: WeeklySpan, zone: string, now: number): Time[] {
  const today = Math.floor(wallClock(now, zone) / day) * day;
  const times: Time[] = [];
  const length = span.to > span.from ? span.to - span.from : span.to + dayMinutes - span.from;
  for (let date = today - reach * day; date <= today + reach * day; date += day) {
    if (!span.days.includes(new Date(date).getUTCDay() as Weekday)) continue;
    const from = date + span.from * minute;
    const start = instantOf(from, zone);
    const end = instantOf(from + length * minute, zone);
    if (start < end) times.push({ start, end });
  }
  return times;
}

/** In order, those that touch as one. */
function joined(times: readonly Time[]): Time[] {
  const all: Time[] = [];
  for (const time of times.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last === undefined || last.end < time.start) all.push(time);
    else all[all.length - 1] = { start: last.start, end: Math.max(last.end, time.end) };
  }
  return all;
}

/** What lies farther away is the edge of what was looked at, or as good as never. */
function within(edge: number | undefined, now: number): number | null {
  return edge === undefined || Math.abs(edge - now) > (reach - 1) * day ? null : edge;
}
