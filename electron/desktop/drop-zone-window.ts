import { join } from 'node:path';
import { Menu, screen } from 'electron';
import type { BrowserWindow, MenuItemConstructorOptions, Point } from 'electron';
import type { Port } from '../../shared/wire/port.ts';
import { dropZonePlace, dropZoneSize } from './drop-zone-place.ts';
import { pageWindow } from './page-window.ts';
import { pageOrigin } from './trusted-sender.ts';
import { readPlace, writePlace } from './window-place.ts';

export interface DropZoneOptions {
  /** Folder in which its place is kept. */
  readonly stateFolder: string;
  /** Serves a page that was loaded. */
  readonly attach: (port: Port) => void;
  /** Its menu, in the words of now. */
  readonly menu: () => MenuItemConstructorOptions[];
  /** It was closed by other means than the switch. */
  readonly onClosed: () => void;
}

/** The small square that lies above all windows and takes links; there while it is switched on. */
export class DropZoneWindow {
  readonly #options: DropZoneOptions;
  readonly #placeFile: string;
  #window: BrowserWindow | null = null;

  constructor(options: DropZoneOptions) {
    this.#options = options;
    this.#placeFile = join(options.stateFolder, 'drop-zone.json');
    const settle = (): void => {
      this.move({ x: 0, y: 0 });
    };
    screen.on('display-removed', settle);
    screen.on('display-metrics-changed', settle);
  }

  set(on: boolean): void {
    if (on === (this.#window !== null)) return;
    if (on) this.#open();
    else {
      const window = this.#window;
      this.#window = null;
      window?.close();
    }
  }

  /** Moves it by so many pixels, as far as it stays on a display. */
  move(by: Point): void {
    const window = this.#window;
    if (window === null || window.isDestroyed()) return;
    const { x, y } = window.getBounds();
    const place = dropZonePlace({ x: x + by.x, y: y + by.y }, workAreas());
    if (place !== null) window.setBounds({ ...place, width: dropZoneSize, height: dropZoneSize });
  }

  openMenu(): void {
    const window = this.#window;
    if (window !== null) Menu.buildFromTemplate(this.#options.menu()).popup({ window });
  }

  #open(): void {
    const window = pageWindow({
      address: `${pageOrigin}/drop-zone.html`,
      look: {
        ...dropZonePlace(readPlace(this.#placeFile), workAreas()),
        width: dropZoneSize,
        height: dropZoneSize,
        frame: false,
        resizable: false,
        minimizable: false,
        maximizable: false,
        fullscreenable: false,
        alwaysOnTop: true,
        skipTaskbar: true,
      },
      onPage: this.#options.attach,
    });
    this.#window = window;
    // It comes without taking the focus from where somebody is at work.
    window.once('ready-to-show', () => {
      window.showInactive();
    });
    window.on('close', () => {
      const { x, y } = window.getBounds();
      writePlace(this.#placeFile, { x, y });
    });
    window.on('closed', () => {
      if (this.#window !== window) return;
      this.#window = null;
      this.#options.onClosed();
    });
  }
}

function workAreas() {
  return screen.getAllDisplays().map((display) => display.workArea);
}
