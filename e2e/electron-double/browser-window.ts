import type { Page } from 'playwright-core';
import { app } from './app.ts';
import { browser } from './browser.ts';
import { readPreload } from './preload-script.ts';
import { record } from './record.ts';
import { checkOptions, KnownEmitter, Refusal } from './refusal.ts';
import { WebContentsDouble } from './web-contents.ts';

/** Pages that a window has taken. */
const taken = new WeakSet<Page>();

interface Options {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly show?: boolean;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}

/** Electron's `BrowserWindow`: its page is a page of Chromium, its frame is a memory of what was asked. */
export class BrowserWindow extends KnownEmitter {
  readonly webContents: WebContentsDouble;
  readonly #preload: string | null;
  #bounds: { x: number; y: number; width: number; height: number };
  #maximized = false;
  #minimized = false;
  #visible: boolean;
  #destroyed = false;
  #close: () => Promise<void> = () => Promise.resolve();

  constructor(options: Options = {}) {
    super('BrowserWindow');
    if (!app.isReady()) throw new Refusal('Cannot create BrowserWindow before app is ready');
    checkOptions('BrowserWindowConstructorOptions', options);
    const preferences = options.webPreferences ?? {};
    checkOptions('WebPreferences', preferences);
    const { preload, sandbox, contextIsolation, nodeIntegration } = preferences;
    if (sandbox === false || contextIsolation === false || nodeIntegration === true) {
      throw new Refusal('The double has no window without its sandbox');
    }
    this.#preload = typeof preload === 'string' ? readPreload(preload) : null;
    const { x = 0, y = 0, width = 800, height = 600, show = true } = options;
    this.#visible = show;
    this.#bounds = { x, y, width, height };
    this.webContents = new WebContentsDouble();
    app.windows.add(this);
    record('window', { options, sandboxed: true });
  }

  async loadURL(address: string): Promise<void> {
    const context = await browser();
    const blank = context.pages().find((each) => each.url() === 'about:blank' && !taken.has(each));
    const page = blank ?? (await context.newPage());
    taken.add(page);
    this.#close = () => page.close();
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height });
    await this.webContents.inhabit(page, this.#preload, address);
    await this.webContents.load(address);
    this.emit('ready-to-show');
  }

  show(): void {
    this.#visible = true;
    record('window-show');
  }

  showInactive(): void {
    this.#visible = true;
    record('window-show-inactive');
  }

  hide(): void {
    this.#visible = false;
    record('window-hide');
  }

  isVisible(): boolean {
    return this.#visible;
  }

  focus(): void {
    record('window-focus');
  }

  maximize(): void {
    this.#maximized = true;
  }

  restore(): void {
    this.#minimized = false;
  }

  minimize(): void {
    this.#minimized = true;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getBounds(): { x: number; y: number; width: number; height: number } {
    return this.#bounds;
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return this.#bounds;
  }

  setBounds(bounds: { x: number; y: number; width: number; height: number }): void {
    for (const value of Object.values(bounds)) {
      if (!Number.isInteger(value)) throw new Refusal('Bounds must be whole numbers');
    }
    this.#bounds = bounds;
    record('window-bounds', bounds);
  }

  setProgressBar(progress: number): void {
    if (this.#destroyed) throw new Refusal('Object has been destroyed');
    if (typeof progress !== 'number' || Number.isNaN(progress))
      throw new Refusal('progress must be a number');
    record('progress-bar', progress);
  }

  /** Asks `close` first, as the frame's own button does. */
  close(): void {
    if (!this.ask('close')) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    void this.#close().catch(() => undefined);
    this.emit('closed');
    app.windowClosed(this);
  }
}
