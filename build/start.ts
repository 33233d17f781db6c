import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuilt } from './current-build.ts';
import { fetchElectron, findElectron } from './electron-runtime.ts';
import { desktopHere, hasScreen, windowOpener } from './window-opener.ts';

/** `npm start`: the window, in Electron; where that cannot be, the same window by the headless host. */
const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const stop = new AbortController();
const running = new Set<ChildProcess>();

/** A group of their own, so that Ctrl-C reaches them once, from here: a second signal cuts saving short. */
const apart = { detached: process.platform !== 'win32' } as const;

/** An Electron that ends within this many milliseconds, and not with 0, has not started. */
const startingMost = 5_000;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stop.abort();
    for (const child of running) child.kill('SIGTERM');
  });
}

process.exitCode = await start();

async function start(): Promise<number> {
  const reason = await runtimeReason();
  if (stop.signal.aborted) return 130;
  if (!(await ensureBuilt(root))) return 1;
  if (stop.signal.aborted) return 130;
  const why = reason ?? (await runElectron());
  if (typeof why === 'number') return why;
  console.error(`Electron cannot be used: ${why}. The same window opens from the headless host.`);
  return runHeadless();
}

/** Why there is no runtime, after one try to fetch it; null where there is one. */
async function runtimeReason(): Promise<string | null> {
  if (findElectron(root) !== null) return null;
  console.error("Fetching Electron's runtime, once…");
  const failure = await fetchElectron(root, stop.signal);
  return failure ?? (findElectron(root) === null ? 'its runtime is not where it should be' : null);
}

/** Its exit status, or why it did not start. */
function runElectron(): Promise<number | string> {
  const electron = findElectron(root);
  if (electron === null) return Promise.resolve('there is no runtime');
  if (!hasScreen(process)) return Promise.resolve('there is no screen here');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const began = performance.now();
  return ending(
    spawn(electron, [...sandbox, root, ...given], { ...apart, env, stdio: ['ignore', 'inherit', 'inherit'] }),
  ).then((status) =>
    status !== 0 && !stop.signal.aborted && performance.now() - began < startingMost
      ? `it ended at once with status ${status.toString()}`
      : status,
  );
}

async function runHeadless(): Promise<number> {
  const cli = join(root, 'dist/headless/cli.js');
  // `serve` takes options only; links are for the window, which takes them by its own dialog.
  const options = given.filter((argument) => !URL.canParse(argument));
  const host = spawn(process.execPath, [cli, 'serve', ...options], {
    ...apart,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = ending(host);
  const address = await firstAddress(host);
  if (address !== null) void openWindow(address, host);
  const status = await ended;
  return stop.signal.aborted ? 130 : status;
}

/** The address that the host prints first; null where it ended without. */
function firstAddress(host: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let said = '';
    host.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /Listening on (\S+)\s/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    host.once('exit', () => {
      resolve(null);
    });
  });
}

/** Opens the window; when it was a window of its own and it is closed, the host ends too. */
async function openWindow(address: string, host: ChildProcess): Promise<void> {
  const state = process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local/state');
  const profile = join(state, 'tributary');
  const opener = windowOpener(await entryPage(profile, address), desktopHere(profile));
  if (opener === null) {
    console.error(`Open ${address} in a browser. Ctrl-C ends it.`);
    return;
  }
  console.error(`The window is at ${address} too. Ctrl-C ends it.`);
  const began = performance.now();
  const status = await ending(spawn(opener.command, opener.args, { ...apart, stdio: 'ignore' }));
  if (stop.signal.aborted) return;
  if (status !== 0 && performance.now() - began < startingMost) {
    console.error(`No browser could be opened: open ${address} yourself.`);
  } else if (opener.ownWindow) host.kill('SIGTERM');
}

/**
 * A page for this user alone that leads to the window: the address holds the session's token, and
 * what stands on a command line can be read by everybody on the machine.
 */
async function entryPage(folder: string, address: string): Promise<string> {
  const path = join(folder, 'window.html');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rm(path, { force: true });
  const page = `<!doctype html><meta http-equiv="refresh" content="0;url=${address}"><title>Tributary</title>`;
  await writeFile(path, page, { mode: 0o600, flag: 'wx' });
  return pathToFileURL(path).href;
}

/** The exit status of a child that is ended together with this script. */
function ending(child: ChildProcess): Promise<number> {
  running.add(child);
  return new Promise((resolve) => {
    const end = (status: number): void => {
      running.delete(child);
      resolve(status);
    };
    child.once('error', () => {
      end(127);
    });
    child.once('exit', (status) => {
      end(status ?? 1);
    });
  });
}
