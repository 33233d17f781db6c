import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme } from 'electron';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Port } from '../../shared/wire/port.ts';
import { electronPort } from './electron-port.ts';
import { keepToOwnPage } from './page-guard.ts';

const preload = fileURLToPath(new URL('./preload.cjs', import.meta.url));

export interface PageWindowOptions {
  /** One of the program's own pages. */
  readonly address: string;
  /** What the window looks like; how it is closed off is not for it to say. */
  readonly look: Omit<BrowserWindowConstructorOptions, 'webPreferences'>;
  /** Called with a new port for every page that was loaded, a reloaded one too. */
  readonly onPage: (port: Port) => void;
}

/** A window that shows one page of the program, hidden until its page has drawn itself. */
export function pageWindow({ address, look, onPage }: PageWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...look,
    title: 'Tributary',
    show: false,
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
  keepToOwnPage(window.webContents);

  let port: Port | null = null;
  window.webContents.on('did-navigate', () => {
    port?.close();
    port = electronPort(window.webContents);
    onPage(port);
  });
  // It rejects where the window was closed while it loaded, and then there is nobody to tell.
  void window.loadURL(address).catch(() => undefined);
  return window;
}
