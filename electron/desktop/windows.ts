import { join } from 'node:path';
import { screen } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Port } from '../../shared/wire/port.ts';
import { pageWindow } from './page-window.ts';
import { pageAddress } from './trusted-sender.ts';
import { readPlace, smallest, usablePlace, writePlace } from './window-place.ts';

export interface WindowOptions {
  /** Folder in which the window's place is kept. */
  readonly stateFolder: string;
  /** Called with a new port for every page that was loaded, a reloaded one too. */
  readonly onPage: (port: Port) => void;
}

/** Opens the window where it was last, and shows it when its page has drawn itself. */
export function openWindow({ stateFolder, onPage }: WindowOptions): BrowserWindow {
  const placeFile = join(stateFolder, 'window.json');
  const { maximized, ...place } = usablePlace(
    readPlace(placeFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const look = { ...place, minWidth: smallest.width, minHeight: smallest.height, autoHideMenuBar: true };
  const window = pageWindow({ address: pageAddress, look, onPage });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('close', () => {
    writePlace(placeFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  return window;
}

/** Brings a window before the person, whatever state it is in. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
