import type { LogEntry } from '../../../shared/model/view.ts';

/** Which connection's entries are shown: a slot, 0 for the download as a whole, or all. */
export type LogFilter = number | 'all';

/**
 * Entries with a key each that stays theirs when older entries fall off the front, so that a
 * selection in the text survives a new entry.
 */
export function keyedLog(log: readonly LogEntry[]): readonly (readonly [key: string, entry: LogEntry])[] {
  const seen = new Map<string, number>();
  return log.map((entry) => {
    const base = `${entry.at} ${entry.slot} ${entry.text}`;
    const times = seen.get(base) ?? 0;
    seen.set(base, times + 1);
    return [`${base} ${times}`, entry];
  });
}

/** True where two logs of one download are the same: entries are only added behind, or dropped in front. */
export function isSameLog(a: readonly LogEntry[], b: readonly LogEntry[]): boolean {
  return a.length === b.length && isSameEntry(a.at(-1), b.at(-1));
}

function isSameEntry(a: LogEntry | undefined, b: LogEntry | undefined): boolean {
  return a?.at === b?.at && a?.slot === b?.slot && a?.text === b?.text;
}

/** Slots that have something to say, ascending; 0 is the download as a whole. */
export function slotsInLog(log: readonly LogEntry[]): readonly number[] {
  return [...new Set(log.map((entry) => entry.slot))].sort((a, b) => a - b);
}

export function filterLog(log: readonly LogEntry[], filter: LogFilter): readonly LogEntry[] {
  return filter === 'all' ? log : log.filter((entry) => entry.slot === filter);
}

/** Time of day with milliseconds, 24 hours: "20:39:46.631". `at` in epoch ms, in the local zone. */
export function clockText(at: number): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  const milliseconds = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${milliseconds}`;
}

interface LogWords {
  readonly slot: (slot: number) => string;
  readonly level: (level: LogEntry['level']) => string;
}

/** The entries as plain text, one a line, columns apart by tabs: what Copy puts on the clipboard. */
export function logText(entries: readonly LogEntry[], words: LogWords): string {
  return entries
    .map((entry) =>
      [clockText(entry.at), words.level(entry.level), words.slot(entry.slot), indented(entry.text)].join(
        '\t',
      ),
    )
    .join('\n');
}

/** What happened, and below it the head of the request or the reply that it was; empty where there is none. */
export function partsOf(text: string): readonly [what: string, head: string] {
  const end = text.indexOf('\n');
  return end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}

/** Further lines stand under the text of the first. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n\t\t\t');
}

/** True while a scrolled box stands at its end, give or take a line. Lengths in CSS pixels. */
export function isAtEnd(box: Pick<Element, 'scrollTop' | 'scrollHeight' | 'clientHeight'>): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < 24;
}
