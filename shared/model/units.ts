/** Numbers as people read them. `locale` (BCP 47) chooses the decimal sign; without it a full stop. */

export { formatDuration, formatDurationWords } from './duration.ts';

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
const formats = new Map<string, Intl.NumberFormat>();

/**
 * A count of bytes in powers of 1,024: "0 B", "340 KiB", "1.5 MiB", "12.4 GiB". One decimal below
 * 100 of a unit, none from there, so that the width hardly changes while it counts.
 */
export function formatBytes(bytes: number, locale?: string): string {
  if (!Number.isFinite(bytes)) return '–';
  let value = Math.max(0, bytes);
  let unit = 0;
  while (unit < byteUnits.length - 1 && value >= 1_023.5) {
    value /= 1_024;
    unit += 1;
  }
  const decimals = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${formatNumber(value, decimals, locale)} ${byteUnits[unit] ?? ''}`;
}

/** Bytes per second: "1.5 MiB/s". */
export function formatRate(bytesPerSecond: number, locale?: string): string {
  return `${formatBytes(bytesPerSecond, locale)}/s`;
}

/** A number with a fixed count of decimals and no grouping. */
export function formatNumber(value: number, decimals: number, locale = 'en'): string {
  const key = `${locale} ${decimals}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: false,
    });
    formats.set(key, format);
  }
  return format.format(value);
}
