import { Cron } from 'croner';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMinutes, weekdays, type WeeklySpan } from '../../../../shared/model/weekly-span.ts';
import { limitAt } from './limit-times.ts';
import { weeklyMoment } from './weekly-times.ts';
import { instantOf, isTimeZone, wallClock } from './zoned-time.ts';

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Seoul', 'Australia/Lord_Howe'] as const;
const minute = 60_000;
const day = 86_400_000;
const zone = fc.constantFrom(...zones);
const days = fc.subarray([...weekdays], { minLength: 1 });
const minutes = fc.nat(dayMinutes - 1);
const span: fc.Arbitrary<WeeklySpan> = fc.record({ days, from: minutes, to: minutes });
/** Around the days of 2026 on which the clocks of these zones change, and any other. */
const moment = fc
  .tuple(
    fc.constantFrom(
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-10-04',
      '2026-10-25',
      '2026-11-01',
      '2026-07-01',
    ),
    fc.integer({ min: -3 * 1_440, max: 3 * 1_440 }),
  )
  .map(([date, offset]) => Date.parse(`${date}T00:00:00Z`) + offset * minute);
const everyDay = (from: number, to: number): WeeklySpan => ({ days: weekdays, from, to });
const iso = (instant: number | null): string => (instant === null ? '' : new Date(instant).toISOString());

test('a night where the clocks go forward: what starts in the hour left out starts when it is over', () => {
  const night = Date.parse('2026-03-29T00:00:00Z');
  const { inside, until } = weeklyMoment([everyDay(150, 300)], 'Europe/Berlin', night);
  // 02:30 is never shown: 03:30 summer time, 01:30 UTC.
  expect([inside, iso(until)]).toEqual([false, '2026-03-29T01:30:00.000Z']);
  const short = weeklyMoment([everyDay(125, 150)], 'Europe/Berlin', Date.parse('2026-03-29T01:10:00Z'));
  expect([short.inside, iso(short.until)]).toEqual([true, '2026-03-29T01:30:00.000Z']);
});

test('a night where the clocks go back: it starts once and ends once', () => {
  const before = Date.parse('2026-10-25T00:00:00Z');
  const first = weeklyMoment([everyDay(150, 180)], 'Europe/Berlin', before);
  expect([first.inside, iso(first.until)]).toEqual([false, '2026-10-25T00:30:00.000Z']);
  const then = weeklyMoment([everyDay(150, 180)], 'Europe/Berlin', Date.parse('2026-10-25T01:15:00Z'));
  expect([then.inside, iso(then.since), iso(then.until)]).toEqual([
    true,
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T02:00:00.000Z',
  ]);
});

test('half an hour on Lord Howe counts as half an hour', () => {
  // 02:00 becomes 02:30 on the first Sunday of October.
  const at = Date.parse('2026-10-03T15:00:00Z');
  expect(iso(weeklyMoment([everyDay(120, 240)], 'Australia/Lord_Howe', at).until)).toBe(
    '2026-10-03T15:30:00.000Z',
  );
});

test('a night belongs to the evening it began on, and a whole week has no edges', () => {
  const friday: WeeklySpan = { days: [5], from: 22 * 60, to: 6 * 60 };
  const saturday = Date.parse('2026-07-03T20:00:00Z');
  const { inside, since, until } = weeklyMoment([friday], 'Asia/Seoul', saturday);
  expect([inside, iso(since), iso(until)]).toEqual([
    true,
    '2026-07-03T13:00:00.000Z',
    '2026-07-03T21:00:00.000Z',
  ]);
  expect(weeklyMoment([everyDay(0, 0)], 'Europe/Berlin', saturday)).toEqual({
    inside: true,
    since: null,
    until: null,
  });
  expect(weeklyMoment([], 'Europe/Berlin', saturday)).toEqual({ inside: false, since: null, until: null });
});

test('nothing changes until the next change, and there it does', () => {
  fc.assert(
    fc.property(zone, fc.array(span, { minLength: 1, maxLength: 3 }), moment, (where, spans, now) => {
      const { inside, since, until } = weeklyMoment(spans, where, now);
      if (since !== null) {
        expect(since).toBeLessThanOrEqual(now);
        expect(weeklyMoment(spans, where, since - 1_000).inside).toBe(!inside);
      }
      if (until === null) return;
      for (const part of [0.2, 0.7, 0.999]) {
        const between = Math.floor(now + (until - now) * part);
        expect(weeklyMoment(spans, where, between).inside).toBe(inside);
      }
      expect(weeklyMoment(spans, where, until).inside).toBe(!inside);
    }),
    { numRuns: 150 },
  );
});

test('where no clock changes, inside is what the clock on the wall says', () => {
  const quiet = fc
    .integer({ min: 0, max: 14 * 1_440 })
    .map((offset) => Date.parse('2026-06-10T00:00Z') + offset * minute);
  fc.assert(
    fc.property(zone, span, quiet, (where, one, now) => {
      const shown = new Date(wallClock(now, where));
      const at = shown.getUTCHours() * 60 + shown.getUTCMinutes();
      const has = (weekday: number): boolean => one.days.some((each) => each === (weekday + 7) % 7);
      const today = shown.getUTCDay();
      const overnight = one.to <= one.from;
      const expected = overnight
        ? (has(today) && at >= one.from) || (has(today - 1) && at < one.to)
        : has(today) && at >= one.from && at < one.to;
      expect(weeklyMoment([one], where, now).inside).toBe(expected);
    }),
    { numRuns: 300 },
  );
});

test('a time that is shown once is the instant that another implementation finds', () => {
  fc.assert(
    fc.property(zone, moment, (where, instant) => {
      const shown = wallClock(instant, where);
      const found = instantOf(shown, where);
      expect(wallClock(found, where)).toBe(shown);
      // Shown twice: then the first of the two, at most an hour before.
      expect([0, 30 * minute, 60 * minute]).toContain(instant - found);
      const text = new Date(shown).toISOString().slice(0, 19);
      const other = new Cron(text, { timezone: where, paused: true }).nextRun(new Date(instant - 2 * day));
      if (found === instant) expect(other?.getTime()).toBe(found);
    }),
    { numRuns: 200 },
  );
});

test('a zone is one that the system knows', () => {
  expect(['Europe/Berlin', '', 'Mars/Olympus', 'nonsense zone'].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('of a timetable the first entry that fits counts, and none is no limit', () => {
  const work = { days: [1, 2, 3, 4, 5] as const, from: 9 * 60, to: 17 * 60, limit: 100 };
  const lunch = { days: [1] as const, from: 12 * 60, to: 13 * 60, limit: 0 };
  const monday = (hour: number): number => Date.parse('2026-07-06T00:00:00Z') + (hour - 2) * 60 * minute;
  const at = (hour: number) => limitAt([lunch, work], 'Europe/Berlin', monday(hour));
  expect(at(8)).toEqual({ limit: 0, until: monday(9) });
  expect(at(10)).toEqual({ limit: 100, until: monday(12) });
  expect(at(12.5)).toEqual({ limit: 0, until: monday(13) });
  expect(at(18)).toMatchObject({ limit: 0, until: monday(33) });
  expect(limitAt([], '', monday(1))).toEqual({ limit: 0, until: null });
});
