/** 0 is Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;
export const weekdays = [0, 1, 2, 3, 4, 5, 6] as const satisfies readonly Weekday[];

/** The minutes of a day. */
export const dayMinutes = 1_440;

/**
 * A time that comes every week: on each of `days` from minute `from` of the day (0 to 1,439) up to `to`,
 * not included. `to` at or before `from` is on the day after, so that 22:00 to 06:00 is one night and
 * equal ones are a whole day.
 */
export interface WeeklySpan {
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly to: number;
}

/** Minutes of a day as people write them: "06:30". */
export function clockText(minutes: number): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${part(Math.floor(minutes / 60) % 24)}:${part(minutes % 60)}`;
}

/** "6:30", "06:30" or "24:00" in minutes of the day, 24:00 as 0; null where the text is no time. */
export function parseClock(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  const [hours, minutes] = [Number(match?.[1] ?? NaN), Number(match?.[2] ?? NaN)];
  if (!(minutes < 60) || !(hours < 24 || (hours === 24 && minutes === 0))) return null;
  return (hours * 60 + minutes) % dayMinutes;
}
