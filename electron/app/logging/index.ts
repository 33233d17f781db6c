export type { AppLog, LoggerOptions } from './create-logger.ts';
export { createLogger } from './create-logger.ts';
export type { LogEntry, LogLevel, LogSink } from './log-entry.ts';
export { redactFacts, redactText } from './redact.ts';
