import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Port } from '../../shared/wire/port.ts';
import { electronPort } from './electron-port.ts';
import { keepToOwnPage } from './page-guard.ts';
import { pageAddress } from './trusted-sender.ts';
import { readPlace, smallest, usablePlace, writePlace } from './window-place.ts';

const preload = fileURLToPath(new URL('./preload.cjs', import.meta.url));

export interface WindowOptions {
  /** Folder in which the window's place is kept. */
  readonly stateFolder: string;
  /** Called with a new port for every page that was loaded, a reloaded one too. */
  readonly onPage: (port: Port) => void;
}

/** Opens the window where it was last, and shows it when its page has drawn itself. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const placeFile = join(options.stateFolder, 'window.json');
  const { maximized, ...place } = usablePlace(
    readPlace(placeFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...place,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Tributary',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181c' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('close', () => {
    writePlace(placeFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  keepToOwnPage(window.webContents);

  let port: Port | null = null;
  window.webContents.on('did-navigate', () => {
    port?.close();
    port = electronPort(window.webContents);
    options.onPage(port);
  });
  // It rejects where the window was closed while it loaded, and then there is nobody to tell.
  void window.loadURL(pageAddress).catch(() => undefined);
  return window;
}

/** Brings a window before the person, whatever state it is in. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
