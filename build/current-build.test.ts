import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isStale } from './current-build.ts';

let root = '';

/** Writes a file that was changed `age` seconds ago. */
function file(path: string, age: number): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, '');
  const time = Date.now() / 1000 - age;
  utimesSync(full, time, time);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'current-build-'));
  for (const product of ['.stamp', 'headless/cli.js', 'desktop/main.js', 'renderer/index.html']) {
    file(`dist/${product}`, 60);
  }
  file('electron/engine/engine.ts', 120);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

it('what is newer than its sources is not built again', () => {
  expect(isStale(root)).toBe(false);
});

it('a source that was changed since makes it stale', () => {
  file('electron/engine/engine.ts', 10);
  expect(isStale(root)).toBe(true);
});

it('a test that was changed since does not', () => {
  file('electron/engine/engine.test.ts', 10);
  expect(isStale(root)).toBe(false);
});

it('a product that is missing makes it stale', () => {
  rmSync(join(root, 'dist/desktop/main.js'));
  expect(isStale(root)).toBe(true);
});
