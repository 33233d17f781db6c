/** A moment within about a week, as people say it: "Monday 9:00 AM". `at` is epoch ms. */
export function momentText(at: number, language: string): string {
  const day = new Intl.DateTimeFormat(language, { weekday: 'long' });
  const hour = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  return `${day.format(at)} ${hour.format(at)}`;
}
