import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Path of Electron's program, or null where its runtime was never fetched. Asks its package nothing. */
export function findElectron(
  root: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const own = join(root, 'node_modules/electron');
  const named = join(own, 'path.txt');
  const name = existsSync(named)
    ? readFileSync(named, 'utf8')
    : process.platform === 'win32'
      ? 'electron.exe'
      : process.platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron';
  const path = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(own, 'dist'), name);
  return existsSync(path) ? path : null;
}

export interface FetchBounds {
  /** Milliseconds until the first byte must have come. */
  readonly first: number;
  /** Milliseconds without a new byte after which it is given up. */
  readonly silence: number;
}

export const usualBounds: FetchBounds = { first: 10_000, silence: 30_000 };

/**
 * Runs Electron's own installer once, in bounded time; null when it succeeded, else why not, as the
 * end of a sentence. Its progress is seen by what it writes: into a temporary folder of its own, then
 * into its package.
 */
export async function fetchElectron(
  root: string,
  signal: AbortSignal,
  bounds = usualBounds,
  installer = join(root, 'node_modules/electron/install.js'),
): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-electron-'));
  try {
    return await watchedInstall(
      installer,
      folder,
      [folder, join(root, 'node_modules/electron/dist')],
      bounds,
      signal,
    );
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function watchedInstall(
  installer: string,
  temporary: string,
  watched: readonly string[],
  bounds: FetchBounds,
  signal: AbortSignal,
): Promise<string | null> {
  const child = spawn(process.execPath, [installer], {
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-8_192);
  });
  const before = size(watched);
  let bytes = before;
  let changed = performance.now();
  let givenUp: string | null = null;
  const watch = setInterval(() => {
    const now = size(watched);
    if (now !== bytes) {
      bytes = now;
      changed = performance.now();
      return;
    }
    const begun = bytes > before;
    if (performance.now() - changed < (begun ? bounds.silence : bounds.first)) return;
    const seconds = (begun ? bounds.silence : bounds.first) / 1000;
    givenUp = begun ? `nothing more came for ${seconds} s` : `the download did not begin within ${seconds} s`;
    child.kill('SIGKILL');
  }, 200);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      clearInterval(watch);
      resolve(signal.aborted ? 'it was interrupted' : error.message);
    });
    child.once('exit', (status) => {
      clearInterval(watch);
      resolve(status === 0 ? null : (givenUp ?? shortReason(said)));
    });
  });
}

/** What an installer's last words come to, without any address. */
export function shortReason(said: string): string {
  const code = /\b(E[A-Z]{4,}(?:_[A-Z]+)?)\b/.exec(said)?.[1];
  if (code !== undefined) return `the download failed (${code})`;
  const status = /\b(?:status|code|Response)\D{0,12}([45]\d\d)\b/i.exec(said)?.[1];
  if (status !== undefined) return `the server answered ${status}`;
  return /fetch failed/.test(said)
    ? 'the place it is fetched from cannot be reached'
    : 'its installer failed';
}

/** Bytes of all files below these folders; what vanishes meanwhile counts nothing. */
function size(folders: readonly string[]): number {
  let sum = 0;
  for (const folder of folders) {
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
        if (entry.isFile())
          sum += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
      }
    } catch {
      // Not there yet, or not any more.
    }
  }
  return sum;
}
