const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/**
 * A typed speed in bytes per second: "500k", "2M", "1.5 MiB/s" (powers of 1,024). Empty is 0, no limit;
 * null where the text is no speed.
 */
export function parseRate(text: string): number | null {
  const match = /^(\d+(?:[.,]\d+)?)\s*([kmg]?)(?:i?b)?(?:\/s)?$/i.exec(text.trim());
  if (text.trim() === '') return 0;
  const unit = units[(match?.[2] ?? '').toLowerCase()];
  if (match?.[1] === undefined || unit === undefined) return null;
  return Math.round(Number(match[1].replace(',', '.')) * unit);
}

/** A speed as it is typed; empty for no limit. */
export function rateText(rate: number): string {
  if (rate === 0) return '';
  for (const [letter, unit] of [
    ['G', 1024 ** 3],
    ['M', 1024 ** 2],
    ['k', 1024],
  ] as const) {
    if (rate >= unit && Number.isInteger((rate / unit) * 100)) return `${rate / unit}${letter}`;
  }
  return String(rate);
}
