import type { LogFormat } from './format-entry.ts';
import { formatEntry } from './format-entry.ts';
import type { LogEntry, LogLevel, LogSink } from './log-entry.ts';
import type { RotatingFileOptions } from './rotating-file.ts';
import { RotatingFile } from './rotating-file.ts';

/**
 * Writes entries from `level` up to a `RotatingFile`. Where a line cannot be written (disk full),
 * `onProblem` is told once, the program goes on, and the next line that can be written is preceded by
 * one that counts the missing ones.
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
  return {
    level,
    write(entry) {
      const lines = missing === 0 ? [entry] : [gap(entry), entry];
      try {
        file.append(lines.map((line) => `${formatEntry(line, format)}\n`).join(''));
        missing = 0;
      } catch (error) {
        missing += 1;
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        if (missing === 1) onProblem(`The log file cannot be written (${code}).`);
      }
    },
    async close() {
      file.close();
    },
  };
}
