const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const imf = /^[a-z]{3}, (?<day>\d{2}) (?<month>[a-z]{3}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) gmt$/i;
const rfc850 =
  /^[a-z]{6,9}, (?<day>\d{2})-(?<month>[a-z]{3})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) gmt$/i;
const asctime = /^[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/i;

/**
 * An HTTP-date in any of its three formats (RFC 9110 section 5.6.7) as milliseconds since the epoch,
 * or null. `wallNow` (the same unit) decides the century of a two-digit year: one that seems more
 * than 50 years ahead lies in the past.
 */
export function parseHttpDate(text: string, wallNow: number): number | null {
  const groups = (imf.exec(text.trim()) ?? rfc850.exec(text.trim()) ?? asctime.exec(text.trim()))?.groups;
  if (groups === undefined) return null;
  const month = months.indexOf(groups['month']?.toLowerCase() ?? '');
  const day = Number(groups['day']);
  const [hour = 99, minute = 99, second = 99] = (groups['time'] ?? '').split(':').map(Number);
  const digits = groups['year'] ?? '';
  const year = digits.length === 2 ? fullYear(Number(digits), wallNow) : Number(digits);
  if (month === -1 || hour > 23 || minute > 59 || second > 60) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return null;
  return date.setUTCHours(hour, minute, second);
}

function fullYear(lastTwo: number, wallNow: number): number {
  const thisYear = new Date(wallNow).getUTCFullYear();
  const latest = thisYear + 50;
  return latest - ((((latest - lastTwo) % 100) + 100) % 100);
}
