import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDouble } from '../fixtures/double-host.ts';
import type { DoubleHost } from '../fixtures/double-host.ts';
import { startHost, projectFolder } from '../fixtures/host-process.ts';
import type { PrivateHome } from '../fixtures/private-home.ts';

/** The parts of a small Electron program; each has a usual text that works. */
export interface SmallProgram {
  readonly main: string;
  readonly preload?: string;
  readonly preloadName?: string;
  readonly page?: string;
}

const usualPreload = `
const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('small', {
  send: (value) => ipcRenderer.send('up', value),
  onDown: (listener) => void ipcRenderer.on('down', (_event, value) => listener(value)),
});`;

const usualPage = '<!doctype html><title>small</title><p>small</p>';

/** Begins a main module: everything of `electron`, a scheme, a page, and \`open()\` for a window. */
const opening = (preload: string, page: string): string => `
import * as electron from 'electron';
const { app, BrowserWindow, Menu, Notification, protocol, screen, session, Tray, nativeImage, dialog, shell, powerSaveBlocker } = electron;
const early = (action) => action();
const whenReady = (action) => app.whenReady().then(action);
const privileges = { standard: true, secure: true };
const page = () => {
  session.defaultSession.protocol.handle('app', () =>
    new Response(${JSON.stringify(page)}, { headers: { 'content-type': 'text/html' } }));
};
const open = (more = {}, preferences = {}) => {
  const window = new BrowserWindow({ show: false, ...more, webPreferences: { preload: ${JSON.stringify(preload)}, ...preferences } });
  void window.loadURL('app://small/index.html');
  return window;
};
`;

async function written(home: PrivateHome, program: SmallProgram): Promise<string> {
  const folder = join(home.folder, 'program');
  await mkdir(folder, { recursive: true });
  const preload = join(folder, program.preloadName ?? 'preload.cjs');
  await writeFile(preload, program.preload ?? usualPreload);
  const main = join(folder, 'main.mjs');
  await writeFile(main, opening(preload, program.page ?? usualPage) + program.main);
  return main;
}

/** Runs a program that opens a window, and attaches to it. */
export async function openSmall(home: PrivateHome, program: SmallProgram): Promise<DoubleHost> {
  return startDouble({ home }, await written(home, program));
}

/** Runs a program until it ends by itself; its status and everything it said. */
export async function runSmall(
  home: PrivateHome,
  program: SmallProgram,
): Promise<{ readonly status: number | string; readonly said: string }> {
  const host = startHost(
    join(projectFolder, 'e2e/electron-double/run.ts'),
    [await written(home, program)],
    home.env,
    true,
  );
  const ended = new Promise<number | string>((resolve) => {
    host.child.once('exit', (status, signal) => {
      resolve(signal ?? status ?? 1);
    });
  });
  const killer = setTimeout(() => host.child.kill('SIGKILL'), 20_000);
  const status = await ended;
  clearTimeout(killer);
  return { status, said: host.said() };
}
