import type { Outcome } from '../../../../shared/model/outcome.ts';

/** A finished download, for the table of all. Times are milliseconds since the epoch. */
export interface HistoryEntry {
  readonly name: string;
  /** With secrets hidden. */
  readonly url: string;
  readonly folder: string;
  readonly size: number | null;
  readonly completedAt: number | null;
  readonly verdict: string;
  /** Null where nothing was kept of how it went. */
  readonly outcome: Outcome | null;
}

const columns = [
  'name',
  'url',
  'folder',
  'bytes',
  'completed',
  'checksum',
  'seconds (measured)',
  'bytes of the last run (measured)',
  'connections (measured)',
  'seconds by one connection (estimated)',
  'bytes by source (measured)',
] as const;

/**
 * Finished downloads as CSV (RFC 4180), a header line first; a cell is empty where nothing is known. A text that
 * a spreadsheet would take for a formula is made one that it shows.
 */
export function historyCsv(entries: readonly HistoryEntry[]): string {
  const rows = entries.map((entry) => {
    const { outcome } = entry;
    const sources = outcome?.sources.map(({ host, received }) => `${host}: ${received}`).join('; ');
    return [
      entry.name,
      entry.url,
      entry.folder,
      entry.size,
      entry.completedAt === null ? null : new Date(entry.completedAt).toISOString(),
      entry.verdict,
      rounded(outcome?.seconds),
      outcome?.bytes,
      outcome?.connections,
      rounded(outcome?.oneConnection),
      sources,
    ];
  });
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function rounded(seconds: number | null | undefined): number | null {
  return typeof seconds === 'number' ? Math.round(seconds * 1_000) / 1_000 : null;
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const shown = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
