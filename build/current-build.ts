import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'shared',
  'electron',
  'renderer',
  'build',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const products = ['.stamp', 'headless/cli.js', 'desktop/main.js', 'renderer/index.html'];

/** Whether what was built is missing or older than what it was built from. */
export function isStale(root: string): boolean {
  if (!products.every((product) => existsSync(join(root, 'dist', product)))) return true;
  const built = statSync(join(root, 'dist', '.stamp')).mtimeMs;
  return sources.some((source) => newerThan(join(root, source), built));
}

function newerThan(path: string, time: number): boolean {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return false;
  if (!facts.isDirectory()) return facts.mtimeMs > time && !/\.test\.tsx?$/.test(path);
  return readdirSync(path).some((name) => newerThan(join(path, name), time));
}

/** Builds where that is needed; false where the build failed, and then it has said why. */
export async function ensureBuilt(root: string): Promise<boolean> {
  if (!isStale(root)) return true;
  console.error('Building Tributary…');
  const { NODE_ENV: _, ...env } = process.env;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(
    process.execPath,
    [vite, 'build', '--app', '--config', 'build/vite.config.ts', '--logLevel', 'warn'],
    { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  return new Promise((resolve) => {
    child.once('error', () => {
      resolve(false);
    });
    child.once('exit', (status) => {
      resolve(status === 0);
    });
  });
}
