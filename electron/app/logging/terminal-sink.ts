import type { LogFormat } from './format-entry.ts';
import { formatEntry } from './format-entry.ts';
import type { LogEntry, LogLevel, LogSink } from './log-entry.ts';

/** The part of a stream that the sink needs, such as `process.stderr`. */
export interface TextOutput {
  write(text: string): unknown;
}

/** Prints entries from `level` up, a line each. An output that is gone (a closed pipe) is left alone. */
export function terminalSink(output: TextOutput, level: LogLevel, format: LogFormat): LogSink {
  return {
    level,
    write(entry: LogEntry) {
      try {
        output.write(`${formatEntry(entry, format)}\n`);
      } catch {
        // Nobody reads it any more; the file still has the line.
      }
    },
    async close() {},
  };
}
