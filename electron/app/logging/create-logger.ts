import type { Facts } from '../../../shared/model/reasons.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { LogEntry, LogLevel, LogSink } from './log-entry.ts';
import { reaches } from './log-entry.ts';
import { readLogSettings } from './log-settings.ts';
import type { MemorySink } from './memory-sink.ts';
import { memorySink } from './memory-sink.ts';
import { mongodbSink } from './mongodb-sink.ts';
import { redactFacts, redactText } from './redact.ts';
import { rotatingFileSink } from './rotating-file-sink.ts';
import { sourcePosition } from './source-position.ts';
import type { TextOutput } from './terminal-sink.ts';
import { terminalSink } from './terminal-sink.ts';

export interface LoggerOptions {
  /** Folder of `tributary.log`, made when it is missing; null writes no file. */
  readonly folder: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Usually `process.stderr`; null prints nothing. */
  readonly stderr: TextOutput | null;
  /** Least level for the terminal, where it differs from the log's own (`get`: `warn`). */
  readonly terminalLevel?: LogLevel;
}

/** The program's one log. */
export interface AppLog extends Log {
  readonly level: LogLevel;
  /** The latest entries, for the window. */
  readonly memory: MemorySink;
  /** Sends what still waits and closes every sink. Entries after it go nowhere. */
  close(): Promise<void>;
}

/**
 * Makes the log from the environment (`readLogSettings`): terminal, file, the window's memory, and
 * MongoDB from `warn` up where an address is set. Settings that cannot be used are its first lines.
 */
export function createLogger(options: LoggerOptions): AppLog {
  const settings = readLogSettings(options.env);
  const { level, format } = settings;
  const memory = memorySink(level);
  const sinks: LogSink[] = [memory];
  if (options.stderr !== null) {
    const wanted = options.terminalLevel ?? level;
    sinks.push(terminalSink(options.stderr, reaches(wanted, level) ? wanted : level, format));
  }
  const local = [...sinks];
  const onProblem = (sentence: string) => {
    for (const sink of local) sink.write(entryOf('warn', redactText(sentence), {}, 0));
  };
  if (options.folder !== null) {
    const file = {
      folder: options.folder,
      name: 'tributary',
      size: settings.fileSize,
      files: settings.files,
    };
    sinks.push(rotatingFileSink(file, level, format, onProblem));
  }
  if (settings.mongodbUrl !== null) {
    sinks.push(mongodbSink({ url: settings.mongodbUrl, level: 'warn', onProblem }));
  }
  const log = logTo(level, memory, sinks);
  for (const problem of settings.problems) log.warn(problem);
  return log;
}

/** Characters of a message that are kept. */
const longestMessage = 16_384;
/** Frames from a call of `log.warn` down to `sourcePosition`. */
const callerDepth = 4;

function logTo(level: LogLevel, memory: MemorySink, sinks: readonly LogSink[]): AppLog {
  let open = true;
  const emit = (at: LogLevel, message: string, facts: Facts | undefined): void => {
    if (!open || !reaches(at, level)) return;
    const entry = entryOf(
      at,
      redactText(message.slice(0, longestMessage)),
      facts === undefined ? {} : redactFacts(facts),
      callerDepth,
    );
    for (const sink of sinks) {
      if (reaches(at, sink.level)) sink.write(entry);
    }
  };
  return {
    level,
    memory,
    debug: (message, facts) => emit('debug', message, facts),
    info: (message, facts) => emit('info', message, facts),
    warn: (message, facts) => emit('warn', message, facts),
    error: (message, facts) => emit('error', message, facts),
    async close() {
      if (!open) return;
      open = false;
      await Promise.all(sinks.map((sink) => sink.close()));
    },
  };
}

/** `depth` 0: the place in the sources is of no use. */
function entryOf(level: LogLevel, message: string, facts: Facts, depth: number): LogEntry {
  const position = depth === 0 ? { file: '', line: 0 } : sourcePosition(depth);
  return { time: Date.now(), level, ...position, message, facts };
}
