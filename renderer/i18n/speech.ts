const steps = [
  { key: 'bytesPerSecond', from: 0, unit: 1 },
  { key: 'kilobytesPerSecond', from: 1024, unit: 1024 },
  { key: 'megabytesPerSecond', from: 1024 ** 2, unit: 1024 ** 2 },
  { key: 'gigabytesPerSecond', from: 1024 ** 3, unit: 1024 ** 3 },
] as const;

/** A rate (bytes per second) as it is spoken: which phrase, and the number in it (whole from 10 on). */
export function spokenRate(rate: number): {
  readonly key: (typeof steps)[number]['key'];
  readonly count: number;
} {
  const step = steps.findLast(({ from }) => rate >= from) ?? steps[0];
  const value = rate / step.unit;
  return { key: step.key, count: value < 10 ? Math.round(value * 10) / 10 : Math.round(value) };
}

const timeUnits = [
  { key: 'days', seconds: 86_400 },
  { key: 'hours', seconds: 3_600 },
  { key: 'minutes', seconds: 60 },
  { key: 'seconds', seconds: 1 },
] as const;

/** A time in seconds as it is spoken: its two largest units, the second one only where it is not 0. */
export function spokenDuration(
  seconds: number,
): readonly { readonly key: (typeof timeUnits)[number]['key']; readonly count: number }[] {
  const whole = Math.max(0, Math.round(seconds));
  const first = Math.max(
    0,
    timeUnits.findIndex((unit) => whole >= unit.seconds),
  );
  const units = whole === 0 ? timeUnits.slice(-1) : timeUnits.slice(first, first + 2);
  let left = whole;
  return units.flatMap(({ key, seconds: unit }, index) => {
    const count = Math.floor(left / unit);
    left -= count * unit;
    return count === 0 && index > 0 ? [] : [{ key, count }];
  });
}
