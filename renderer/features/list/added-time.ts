const forms = {
  today: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  thisYear: { month: 'short', day: 'numeric' },
  earlier: { year: 'numeric', month: 'short', day: 'numeric' },
} as const;

/** Made once: that takes a hundred times as long as to use one, and every row in sight needs one ten times a second. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** When a download was added, as short as it is still clear: the time today, else the date. */
export function addedTime(at: number, now: number, language: string): string {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return formatOf(language, 'today').format(then);
  const sameYear = then.getFullYear() === today.getFullYear();
  return formatOf(language, sameYear ? 'thisYear' : 'earlier').format(then);
}

function formatOf(language: string, form: keyof typeof forms): Intl.DateTimeFormat {
  const key = `${language} ${form}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language, forms[form]);
  formats.set(key, made);
  return made;
}
