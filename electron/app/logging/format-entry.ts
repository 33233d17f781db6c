import type { LogEntry } from './log-entry.ts';

export type LogFormat = 'text' | 'json';

/**
 * One line, without its line break: `[WARN|segment-worker.ts:88] 2026-11-22 20:39:46,631 > message
 * key=value`, in local time; or one JSON object with the time in UTC. Control characters are escaped
 * in both, so that an entry is always one line and nothing in it steers a terminal.
 */
export function formatEntry(entry: LogEntry, format: LogFormat): string {
  return format === 'json' ? jsonLine(entry) : textLine(entry);
}

function textLine(entry: LogEntry): string {
  const source = entry.file === '' ? '-' : `${entry.file}:${entry.line}`;
  const facts = Object.entries(entry.facts).map(([key, value]) => ` ${key}=${factText(value)}`);
  const head = `[${entry.level.toUpperCase()}|${source}] ${localTime(entry.time)} >`;
  return `${head} ${escapeControls(entry.message)}${escapeControls(facts.join(''))}`;
}

function factText(value: string | number | boolean): string {
  return typeof value === 'string' && !/^[^\s"=]+$/.test(value) ? JSON.stringify(value) : String(value);
}

function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    if (character === '\n') return '\\n';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function localTime(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${clock},${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function jsonLine(entry: LogEntry): string {
  const { time, level, file, line, message, facts } = entry;
  return escapeControls(
    JSON.stringify({ time: new Date(time).toISOString(), level, file, line, message, facts }),
  );
}
