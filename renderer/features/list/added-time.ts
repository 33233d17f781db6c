/** When a download was added, as short as it is still clear: the time today, else the date. */
export function addedTime(at: number, now: number, language: string): string {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) {
    return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
      then,
    );
  }
  const sameYear = then.getFullYear() === today.getFullYear();
  return new Intl.DateTimeFormat(
    language,
    sameYear ? { month: 'short', day: 'numeric' } : { year: 'numeric', month: 'short', day: 'numeric' },
  ).format(then);
}
