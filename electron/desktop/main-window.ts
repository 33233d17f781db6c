import type { BrowserWindow } from 'electron';
import type { Port } from '../../shared/wire/port.ts';
import { bringForward, openWindow } from './windows.ts';

export interface MainWindowOptions {
  /** Folder in which the window's place is kept. */
  readonly stateFolder: string;
  /** Serves a page that was loaded. */
  readonly attach: (port: Port) => void;
}

/** The one main window: it may be open, hidden, or closed and opened anew. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | null = null;
  #hasPage = false;
  /** What the page is to be told once it is there. */
  #untold: (() => void)[] = [];

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  /** Null while it is closed. */
  get window(): BrowserWindow | null {
    return this.#window;
  }

  show(): void {
    if (this.#window !== null) {
      bringForward(this.#window);
      return;
    }
    const window = openWindow({
      stateFolder: this.#options.stateFolder,
      onPage: (port) => {
        this.#options.attach(port);
        this.#hasPage = true;
        for (const tell of this.#untold.splice(0)) tell();
      },
    });
    this.#window = window;
    window.on('closed', () => {
      this.#window = null;
      this.#hasPage = false;
    });
  }

  get isShown(): boolean {
    return this.#window !== null && this.#window.isVisible() && !this.#window.isMinimized();
  }

  /** Hides it where it is shown; it goes on as it is, and comes back by any way to show it. */
  toggle(): void {
    if (this.isShown) this.#window?.hide();
    else this.show();
  }

  /** Brings it forward; `tell` speaks to its page, as soon as that is there. */
  showAnd(tell: () => void): void {
    this.show();
    if (this.#hasPage) tell();
    else this.#untold.push(tell);
  }
}
