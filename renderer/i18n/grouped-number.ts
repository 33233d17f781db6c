import type { FormatterModule } from 'i18next';

const formats = new Map<string, Intl.NumberFormat>();

/** A count as the language groups its digits: "1,000". */
export function groupedNumber(value: number, language: string): string {
  // Most are small, and every row in sight says some ten times a second.
  if (Number.isInteger(value) && Math.abs(value) < 1_000) return value.toString();
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return format.format(value);
}

/** Has every number that is put into a sentence grouped. */
export const numbersInSentences: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language) =>
    typeof value === 'number' ? groupedNumber(value, language ?? 'en') : (value as string),
};
