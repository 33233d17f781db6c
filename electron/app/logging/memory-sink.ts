import type { LogEntry, LogLevel, LogSink } from './log-entry.ts';

/** The latest entries, for the window's own view of the log. */
export interface MemorySink extends LogSink {
  /** Oldest first. */
  entries(): readonly LogEntry[];
  /** Calls `listener` with every new entry; the function returned ends that. */
  follow(listener: (entry: LogEntry) => void): () => void;
}

/** Keeps the last `most` entries from `level` up. */
export function memorySink(level: LogLevel, most = 2_000): MemorySink {
  const ring: LogEntry[] = [];
  let oldest = 0;
  const listeners = new Set<(entry: LogEntry) => void>();
  return {
    level,
    write(entry) {
      if (ring.length < most) {
        ring.push(entry);
      } else {
        ring[oldest] = entry;
        oldest = (oldest + 1) % most;
      }
      for (const listener of listeners) listener(entry);
    },
    entries: () => [...ring.slice(oldest), ...ring.slice(0, oldest)],
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}
