import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

/** How a window looks: its language, its theme and its size in pixels. */
export interface Look {
  readonly locale: 'en-US' | 'ko-KR';
  readonly theme: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** One window on the host, and the pictures it takes of itself. */
export class Camera {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #folder: string;

  private constructor(page: Page, context: BrowserContext, folder: string) {
    this.page = page;
    this.#context = context;
    this.#folder = folder;
  }

  /** Opens the window at `address`; pictures go to `folder`. */
  static async open(browser: Browser, address: string, folder: string, look: Look): Promise<Camera> {
    const context = await browser.newContext({
      locale: look.locale,
      permissions: ['clipboard-read', 'clipboard-write'],
      colorScheme: look.theme,
      viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
      deviceScaleFactor: 1,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(address);
    await page.getByRole('toolbar').waitFor();
    return new Camera(page, context, folder);
  }

  /** The row of a file, whatever the language: its name begins with the file's. */
  row(file: string): Locator {
    return this.page.getByRole('grid').getByRole('row', {
      name: new RegExp(`^${file.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
    });
  }

  /** Selects a file and shows the n-th tab of its detail, counted from 0. */
  async show(file: string, tab: number): Promise<void> {
    await this.row(file).click();
    await this.page.getByRole('tab').nth(tab).click();
  }

  /** Puts a text on the clipboard and presses the paste keys where the focus is. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await this.page.keyboard.press('Control+V');
  }

  /** `name` is the file's, without its ending. */
  async take(name: string): Promise<void> {
    // A pointer that rests on something leaves a mark in the picture.
    await this.page.mouse.move(0, 799);
    await this.page.screenshot({ path: join(this.#folder, `${name}.png`), caret: 'hide' });
    console.log(`docs/pictures/${name}.png`);
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}
