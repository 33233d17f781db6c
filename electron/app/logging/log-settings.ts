import { parseRate } from '../../../shared/model/rate-text.ts';
import type { LogFormat } from './format-entry.ts';
import type { LogLevel } from './log-entry.ts';
import { logLevels } from './log-entry.ts';

export interface LogSettings {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Bytes from which a file is put aside. */
  readonly fileSize: number;
  /** Files put aside that are kept, besides the one in use. */
  readonly files: number;
  /** Null: no MongoDB. */
  readonly mongodbUrl: string | null;
  /** A sentence for each value that could not be used. */
  readonly problems: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const defaultFileSize = 100 * 1_024 * 1_024;
const defaultFiles = 10;

/**
 * Settings from the environment. `NODE_ENV` decides the level (debug in development and test, else
 * info) and `TRIBUTARY_LOG_LEVEL` overrides it; `TRIBUTARY_LOG_FORMAT` is text or json,
 * `TRIBUTARY_LOG_FILE_SIZE` bytes (`100M` is allowed), `TRIBUTARY_LOG_FILES` a count,
 * `TRIBUTARY_LOG_MONGODB_URL` an address. A value that cannot be used leaves the default and a problem.
 */
export function readLogSettings(env: Environment): LogSettings {
  const problems: string[] = [];
  const read = <T>(name: string, fallback: T, allowed: string, parse: (text: string) => T | null): T => {
    const text = env[name]?.trim() ?? '';
    if (text === '') return fallback;
    const value = parse(text);
    if (value !== null) return value;
    problems.push(
      `${name} is "${text.slice(0, 40)}", but must be ${allowed}: "${String(fallback)}" is used.`,
    );
    return fallback;
  };
  const development = env['NODE_ENV'] === 'development' || env['NODE_ENV'] === 'test';
  return {
    level: read<LogLevel>(
      'TRIBUTARY_LOG_LEVEL',
      development ? 'debug' : 'info',
      logLevels.join(', '),
      parseLevel,
    ),
    format: read<LogFormat>('TRIBUTARY_LOG_FORMAT', 'text', 'text or json', parseFormat),
    fileSize: read(
      'TRIBUTARY_LOG_FILE_SIZE',
      defaultFileSize,
      'a size of at least 1k, such as 100M',
      parseSize,
    ),
    files: read('TRIBUTARY_LOG_FILES', defaultFiles, 'a whole number from 1 to 1000', parseCount),
    mongodbUrl: read<string | null>('TRIBUTARY_LOG_MONGODB_URL', null, 'a mongodb:// address', parseMongo),
    problems,
  };
}

function parseLevel(text: string): LogLevel | null {
  const lower = text.toLowerCase();
  return lower === 'warning' ? 'warn' : (logLevels.find((level) => level === lower) ?? null);
}

function parseFormat(text: string): LogFormat | null {
  const lower = text.toLowerCase();
  return lower === 'text' || lower === 'json' ? lower : null;
}

function parseSize(text: string): number | null {
  const size = parseRate(text);
  return size.ok && size.value >= 1_024 ? size.value : null;
}

function parseCount(text: string): number | null {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= 1_000 ? count : null;
}

function parseMongo(text: string): string | null {
  return /^mongodb(?:\+srv)?:\/\/./.test(text) ? text : null;
}
