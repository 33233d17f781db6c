const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Whether a text names a time zone that the system knows; empty is the system's own. */
export function isTimeZone(zone: string): boolean {
  return formatOf(zone) !== null;
}

/** What a clock on the wall of the zone shows, as if it were UTC, in epoch ms to the second. */
export function wallClock(instant: number, zone: string): number {
  const fields: Record<string, number> = {};
  for (const { type, value } of (formatOf(zone) ?? formatOf('UTC'))?.formatToParts(instant) ?? [])
    fields[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * When a clock on the wall of the zone shows this (given as if it were UTC, in epoch ms). A time that
 * comes twice, where clocks go back, is the first of the two; one that never comes, where they go
 * forward, is as much later as is left out.
 */
export function instantOf(shown: number, zone: string): number {
  const day = 86_400_000;
  const offset = (instant: number): number => wallClock(instant, zone) - Math.floor(instant / 1_000) * 1_000;
  const before = shown - offset(shown - day);
  const after = shown - offset(shown + day);
  return wallClock(before, zone) === shown || wallClock(after, zone) !== shown ? before : after;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = makeFormat(zone);
  // The system's own may be another one tomorrow.
  if (zone !== '') formats.set(zone, format);
  return format;
}

function makeFormat(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      ...(zone === '' ? {} : { timeZone: zone }),
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}
