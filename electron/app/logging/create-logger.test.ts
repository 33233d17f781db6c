import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from './create-logger.ts';
import { readLogSettings } from './log-settings.ts';

let folder = '';
let printed = '';
const stderr = { write: (text: string) => (printed += text) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
  printed = '';
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileText = () => readFileSync(join(folder, 'tributary.log'), 'utf8');

test('an entry goes to terminal, file and memory at once, with level, source, time, message and facts', async () => {
  const log = createLogger({ folder, env: {}, stderr });
  log.warn('slow source', { host: 'a.example', name: 'two words', rate: 12 });
  await log.close();
  expect(printed).toMatch(
    /^\[WARN\|create-logger\.test\.ts:\d+\] \d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} > slow source host=a\.example name="two words" rate=12\n$/,
  );
  expect(fileText()).toBe(printed);
  expect(log.memory.entries()).toMatchObject([
    { level: 'warn', message: 'slow source', file: 'create-logger.test.ts' },
  ]);
});

test('for `get` the terminal has warn and up, and the file all of its level', async () => {
  const log = createLogger({ folder, env: { TRIBUTARY_LOG_LEVEL: 'debug' }, stderr, terminalLevel: 'warn' });
  log.debug('one');
  log.info('two');
  log.error('three');
  await log.close();
  expect(printed.trim().split('\n')).toHaveLength(1);
  expect(fileText().trim().split('\n')).toHaveLength(3);
});

test('secrets are hidden before any sink', async () => {
  const log = createLogger({ folder, env: {}, stderr });
  log.info('GET https://u:S3CRET@h/x?sig=S3CRET', { url: 'https://h/?k=S3CRET', token: 'S3CRET' });
  await log.close();
  expect(printed + fileText() + JSON.stringify(log.memory.entries())).not.toContain('S3CRET');
});

test('an entry is one line, and steers no terminal', async () => {
  const log = createLogger({ folder, env: {}, stderr });
  log.info('a\nb\u001b[31m\u202e', { x: 'c\nd' });
  await log.close();
  expect(printed.trimEnd()).toMatch(/> a\\nb\\u001b\[31m\\u202e x="c\\nd"$/);
});

test('JSON lines by option', async () => {
  const log = createLogger({ folder, env: { TRIBUTARY_LOG_FORMAT: 'json' }, stderr });
  log.info('a "b"\u202e', { n: 1 });
  await log.close();
  expect(JSON.parse(fileText())).toMatchObject({ level: 'info', message: 'a "b"\u202e', facts: { n: 1 } });
});

test('the level follows NODE_ENV, and TRIBUTARY_LOG_LEVEL overrides it', () => {
  expect(readLogSettings({}).level).toBe('info');
  expect(readLogSettings({ NODE_ENV: 'production' }).level).toBe('info');
  expect(readLogSettings({ NODE_ENV: 'development' }).level).toBe('debug');
  expect(readLogSettings({ NODE_ENV: 'test' }).level).toBe('debug');
  expect(readLogSettings({ NODE_ENV: 'test', TRIBUTARY_LOG_LEVEL: 'WARNING' }).level).toBe('warn');
});

test('a value that cannot be used is told in a sentence, and the default is used', async () => {
  const env = { TRIBUTARY_LOG_LEVEL: 'loud', TRIBUTARY_LOG_FILES: '0', TRIBUTARY_LOG_FILE_SIZE: '1' };
  expect(readLogSettings(env)).toMatchObject({ level: 'info', files: 10, fileSize: 100 * 1_024 * 1_024 });
  const log = createLogger({ folder, env, stderr });
  await log.close();
  expect(printed).toContain(
    'TRIBUTARY_LOG_LEVEL is "loud", but must be debug, info, warn, error: "info" is used.',
  );
  expect(printed.trim().split('\n')).toHaveLength(3);
});

test('what is below the level costs no look-up and writes nothing', async () => {
  const log = createLogger({ folder, env: { TRIBUTARY_LOG_LEVEL: 'error' }, stderr });
  const started = performance.now();
  for (let i = 0; i < 1_000_000; i++) log.debug('nothing');
  expect(performance.now() - started).toBeLessThan(1_000);
  await log.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('memory keeps the latest entries and tells who follows', async () => {
  const log = createLogger({ folder: null, env: {}, stderr: null });
  const followed: string[] = [];
  const end = log.memory.follow((entry) => followed.push(entry.message));
  for (let i = 0; i < 2_005; i++) log.info(String(i));
  end();
  log.info('last');
  const messages = log.memory.entries().map((entry) => entry.message);
  expect(messages).toHaveLength(2_000);
  expect(messages[0]).toBe('6');
  expect(messages.at(-1)).toBe('last');
  expect(followed).toHaveLength(2_005);
  await log.close();
});

test('a folder that cannot be written is told once on the terminal, and nothing is thrown', async () => {
  const log = createLogger({ folder: '/dev/null/logs', env: {}, stderr });
  log.info('one');
  log.info('two');
  await log.close();
  expect(printed.match(/The log file cannot be written \(\w+\)\./g)).toHaveLength(1);
});

test('nothing is written after close, and close may be called twice', async () => {
  const log = createLogger({ folder, env: {}, stderr });
  log.info('one');
  await log.close();
  log.info('two');
  await log.close();
  expect(fileText().trim().split('\n')).toHaveLength(1);
});
