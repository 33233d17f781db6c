/** A length of time in whole seconds, rounded; null for what is no length of time. */
function wholeSeconds(seconds: number): number | null {
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds) : null;
}

/** As a clock shows it: "0:17", "2:31", "1:02:03". Seconds in; hours are not split into days. */
export function formatDuration(seconds: number): string {
  const whole = wholeSeconds(seconds);
  if (whole === null) return '–';
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

const units = [
  { seconds: 86_400, name: 'day', en: ' d', ko: '일' },
  { seconds: 3_600, name: 'hour', en: ' h', ko: '시간' },
  { seconds: 60, name: 'minute', en: ' min', ko: '분' },
  { seconds: 1, name: 'second', en: ' s', ko: '초' },
] as const;

/** The two largest units in words: "2 min 31 s", "1 h 2 min", in Korean "2분 31초". Seconds in. */
export function formatDurationWords(seconds: number, locale = 'en'): string {
  const whole = wholeSeconds(seconds);
  if (whole === null) return '–';
  const first = units.findIndex((unit) => whole >= unit.seconds);
  if (first === -1) return unitText(0, units[3], locale);
  let left = whole;
  const words: string[] = [];
  for (const unit of units.slice(first, first + 2)) {
    const count = Math.floor(left / unit.seconds);
    left -= count * unit.seconds;
    if (count > 0) words.push(unitText(count, unit, locale));
  }
  return words.join(' ');
}

/** In the two languages that are here the shortest words; in every other the system's own. */
function unitText(count: number, unit: (typeof units)[number], locale: string): string {
  const language = locale.toLowerCase().split('-')[0];
  if (language === 'en' || language === 'ko') return `${count}${unit[language]}`;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: unit.name, unitDisplay: 'short' }).format(
    count,
  );
}
