import type { LogEntry } from '../../shared/model/view.ts';

const entriesMost = 1_000;
/** Characters of what stands below the first lines. */
const belowMost = 64 * 1024;

/**
 * What happened to one download, connection by connection; the oldest entries go first. The first line
 * of a text says what happened, those below it are the head of a request or a reply; of old entries
 * only the first line is kept.
 */
export class EventLog {
  #entries: LogEntry[] = [];
  #below = 0;

  /** `at` in milliseconds since the epoch. */
  add(at: number, slot: number, level: LogEntry['level'], text: string): void {
    this.#entries.push({ at, slot, level, text });
    if (this.#entries.length > entriesMost * 1.2) this.#entries = this.#entries.slice(-entriesMost);
    this.#below += text.length - firstLine(text).length;
    if (this.#below > belowMost) this.#shorten();
  }

  entries(): readonly LogEntry[] {
    return this.#entries.slice(-entriesMost);
  }

  clear(): void {
    this.#entries = [];
    this.#below = 0;
  }

  /** Takes the heads from the front until half of what is allowed is left. */
  #shorten(): void {
    let below = 0;
    const shortened = this.#entries.toReversed().map((entry) => {
      const line = firstLine(entry.text);
      below += entry.text.length - line.length;
      return below > belowMost / 2 ? { ...entry, text: line } : entry;
    });
    this.#entries = shortened.toReversed();
    this.#below = this.#entries.reduce((sum, { text }) => sum + text.length - firstLine(text).length, 0);
  }
}

export function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}
