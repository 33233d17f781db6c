import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RotatingFile } from './rotating-file.ts';

const writer = fileURLToPath(new URL('testing/log-writer.ts', import.meta.url));
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const logFiles = () => readdirSync(folder).filter((name) => name.endsWith('.log'));
const allLines = () =>
  logFiles().flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1));

/** Starts writers that wait for each other, so that they write at the same time. */
async function writeAtOnce(
  names: readonly string[],
  count: number,
  env: Record<string, string>,
): Promise<void> {
  const children: ChildProcess[] = [];
  for (const name of names) {
    const child = spawn(process.execPath, [writer, folder, name, String(count)], {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    if (child.stdout !== null) await once(child.stdout, 'data');
  }
  const ends = children.map((child) => once(child, 'exit'));
  for (const child of children) child.stdin?.write('go\n');
  for (const end of ends) expect(await end).toEqual([0, null]);
}

test('two processes that write and rotate at once lose no line and mix none', async () => {
  const count = 8_000;
  await writeAtOnce(['a', 'b'], count, { TRIBUTARY_LOG_FILE_SIZE: '24k', TRIBUTARY_LOG_FILES: '1000' });
  const seen = allLines();
  const numbers = new Set<string>();
  for (const line of seen) {
    const match = /^\[INFO\|log-writer\.ts:\d+\] [\d-]+ [\d:,]+ > line ([ab])-(\d+) (x*)$/.exec(line);
    expect(match, line).not.toBeNull();
    expect(match?.[3]).toHaveLength(Number(match?.[2]) % 90);
    numbers.add(`${match?.[1]}-${match?.[2]}`);
  }
  expect(seen).toHaveLength(2 * count);
  expect(numbers.size).toBe(2 * count);
  expect(logFiles().length).toBeGreaterThan(50);
  for (const name of logFiles()) expect(statSync(join(folder, name)).size).toBeLessThan(40 * 1_024);
  expect(existsSync(join(folder, '.tributary.log.lock'))).toBe(false);
});

test('only as many files as were asked for are kept, the latest', async () => {
  await writeAtOnce(['a'], 5_000, { TRIBUTARY_LOG_FILE_SIZE: '16k', TRIBUTARY_LOG_FILES: '3' });
  expect(logFiles()).toHaveLength(4);
  const numbers = allLines().map((line) => Number(/a-(\d+)/.exec(line)?.[1]));
  expect(Math.max(...numbers)).toBe(4_999);
  expect(numbers).toHaveLength(4_999 - Math.min(...numbers) + 1);
});

test('a line goes to the new file when the old one was removed by hand', () => {
  const file = new RotatingFile({ folder, name: 'tributary', size: 1_024, files: 2 });
  file.append('one\n');
  unlinkSync(join(folder, 'tributary.log'));
  file.append('two\n');
  expect(allLines()).toEqual(['two']);
  rmSync(folder, { recursive: true });
  file.append('three\n');
  expect(allLines()).toEqual(['three']);
  file.close();
});

test('the lock of a process that died does not stop rotation for good', async () => {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  writeFileSync(join(folder, '.tributary.log.lock'), String(child.pid));
  const file = new RotatingFile({ folder, name: 'tributary', size: 1_024, files: 5 });
  for (let i = 0; i < 5; i++) file.append(`${'x'.repeat(600)}\n`);
  file.close();
  expect(allLines()).toHaveLength(5);
  expect(logFiles().length).toBeGreaterThan(2);
});

test('while a living process holds the lock the file grows on and no line is lost', () => {
  writeFileSync(join(folder, '.tributary.log.lock'), String(process.pid));
  const file = new RotatingFile({ folder, name: 'tributary', size: 1_024, files: 5 });
  for (let i = 0; i < 5; i++) file.append(`${'x'.repeat(600)}\n`);
  file.close();
  expect(logFiles()).toEqual(['tributary.log']);
  expect(allLines()).toHaveLength(5);
});
