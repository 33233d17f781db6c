import type { LogEntry } from '../../shared/model/view.ts';

const entriesMost = 1_000;

/** What happened to one download, connection by connection; the oldest entries go first. */
export class EventLog {
  #entries: LogEntry[] = [];

  /** `at` in milliseconds since the epoch. */
  add(at: number, slot: number, level: LogEntry['level'], text: string): void {
    this.#entries.push({ at, slot, level, text });
    if (this.#entries.length > entriesMost * 1.2) this.#entries = this.#entries.slice(-entriesMost);
  }

  clear(): void {
    this.#entries = [];
  }

  entries(): readonly LogEntry[] {
    return this.#entries.slice(-entriesMost);
  }
}
