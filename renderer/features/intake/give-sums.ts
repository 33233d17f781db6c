import i18next from 'i18next';
import type { DownloadView } from '../../../shared/model/view.ts';
import type { Client } from '../../host/client.ts';
import { toasts } from '../../ui/toasts.ts';
import { matchSums } from '../add/sums-text.ts';

/** Rows that a text of sums alone names, with their sums; empty where it holds links, or names none of them. */
export function sumsForRows(text: string, rows: readonly DownloadView[]): ReadonlyMap<DownloadView, string> {
  if (text.includes('://')) return new Map();
  const listed = rows.filter(({ trashedAt }) => trashedAt === null);
  const matched = matchSums(
    text,
    listed.map(({ name }) => name),
  );
  return new Map(
    listed.flatMap((row) => {
      const sum = matched.get(row.name);
      return sum === undefined ? [] : [[row, sum] as const];
    }),
  );
}

/**
 * Gives rows of the list their sums, which are compared then; one that has another sum by hand keeps it.
 * A toast says how many there were, and which were left alone.
 */
export async function giveSums(call: Client['call'], sums: ReadonlyMap<DownloadView, string>): Promise<void> {
  const kept: string[] = [];
  let given = 0;
  for (const [{ id, name, checksum: known }, checksum] of sums) {
    const isOther = known.expected !== null && known.expected.hex !== checksum;
    if (isOther || !(await call.setChecksum({ id, checksum })).ok) kept.push(name);
    else given += 1;
  }
  const names = kept.join(', ');
  toasts.add({
    title: i18next.t('intake:sumsGiven', { count: given }),
    ...(kept.length === 0 ? {} : { description: i18next.t('intake:sumsKept', { names }) }),
  });
}
