import type { LogFormat } from './format-entry.ts';
import { formatEntry } from './format-entry.ts';
import { reaches, type LogEntry, type LogLevel, type LogSink } from './log-entry.ts';
import type { RotatingFileOptions } from './rotating-file.ts';
import { RotatingFile } from './rotating-file.ts';

/** Milliseconds that a line below `warn` waits for others, and how many wait at most. */
const waitLongest = 50;
const waitingMost = 32;

/**
 * Writes entries from `level` up to a `RotatingFile`. Where a line cannot be written (disk full),
 * `onProblem` is told once, the program goes on, and the next line that can be written is preceded by
 * one that counts the missing ones.
 *
 * Many lines cost as little as one when they are written together: those below `warn` wait for each other for
 * a moment, and are written before any that is worse, when the sink closes, and when the process ends.
 */
export function rotatingFileSink(
  options: RotatingFileOptions,
  level: LogLevel,
  format: LogFormat,
  onProblem: (sentence: string) => void,
): LogSink {
  const file = new RotatingFile(options);
  let missing = 0;
  const gap = (entry: LogEntry): LogEntry => ({
    ...entry,
    level: 'warn',
    message: 'Lines before this one could not be written',
    facts: { missing },
  });
  /** Lines of no urgency, on their way. */
  let waiting: LogEntry[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const entries = waiting;
    waiting = [];
    const [first] = entries;
    if (first === undefined) return;
    const lines = missing === 0 ? entries : [gap(first), ...entries];
    try {
      file.append(lines.map((line) => `${formatEntry(line, format)}\n`).join(''));
      missing = 0;
    } catch (error) {
      const before = missing;
      missing += entries.length;
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      if (before === 0) onProblem(`The log file cannot be written (${code}).`);
    }
  };
  process.once('exit', flush);
  return {
    level,
    write(entry) {
      waiting.push(entry);
      if (reaches(entry.level, 'warn') || waiting.length >= waitingMost) flush();
      else timer ??= setTimeout(flush, waitLongest);
    },
    async close() {
      flush();
      process.off('exit', flush);
      file.close();
    },
  };
}
