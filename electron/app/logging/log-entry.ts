import type { Facts } from '../../../shared/model/reasons.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line of the log, secrets already hidden. */
export interface LogEntry {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly level: LogLevel;
  /** TypeScript source file, without its folder, and line from 1; empty and 0 where not known. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly facts: Facts;
}

/** Where entries go. One sink is one file; `write` never throws, waits or calls the log. */
export interface LogSink {
  /** Least level that it wants. */
  readonly level: LogLevel;
  write(entry: LogEntry): void;
  /** Ends within seconds, whatever state the other side is in. Nothing is written after it. */
  close(): Promise<void>;
}

/** Whether an entry of `level` is wanted where `least` is asked for. */
export function reaches(level: LogLevel, least: LogLevel): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(least);
}
