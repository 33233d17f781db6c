import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { wordsOf, type Language, type Words } from './words.ts';

const languageNames = { en: 'English', ko: '한국어' } as const;

/** The window in either language, by the words of that language. */
export class WordedWindow {
  readonly page: Page;
  #words: Words;

  constructor(page: Page, language: Language = 'en') {
    this.page = page;
    this.#words = wordsOf(language);
  }

  word(key: string, facts?: Readonly<Record<string, string>>): string {
    return this.#words(key, facts);
  }

  /** Shows the window in a language. */
  async speak(language: Language): Promise<void> {
    await this.command('palette:commands.language', { name: languageNames[language] });
    this.#words = wordsOf(language);
    await expect(this.button('toolbar:add')).toBeVisible();
  }

  /** Does what the palette has under these words. */
  async command(key: string, facts?: Readonly<Record<string, string>>): Promise<void> {
    const label = this.word(key, facts);
    await this.page.keyboard.press('Control+K');
    const palette = this.dialog('palette:title');
    await palette.getByRole('combobox').fill(label);
    const words = this.page.getByText(label, { exact: true });
    await palette.getByRole('option').filter({ has: words }).click();
    // It may open the palette's own kind of dialog; so it is waited for by its field.
    await expect(palette.getByRole('combobox')).toBeHidden();
  }

  dialog(title: string): Locator {
    return this.page.getByRole('dialog', { name: this.word(title), exact: true });
  }

  /** Of the toolbar. */
  button(key: string): Locator {
    return this.page.getByRole('toolbar').getByRole('button', { name: this.word(key), exact: true });
  }

  row(file: string): Locator {
    return this.page
      .getByRole('grid')
      .getByRole('row', { name: new RegExp(`^${file.replaceAll('.', '\\.')}`) });
  }

  /** Opens the menu of a row; with a line of it, chooses that. */
  async rowMenu(file: string, ...lines: readonly string[]): Promise<void> {
    await this.row(file).click({ button: 'right' });
    await expect(this.page.getByRole('menu')).toBeVisible();
    for (const line of lines) await this.page.getByRole('menuitem', { name: this.word(line) }).click();
  }

  /** Closes dialogs, menus and lists until nothing lies over the window. */
  async closeAll(): Promise<void> {
    // What tells of something in the corner has the role of a dialog, too, and stays.
    const over = this.page
      .locator('[role=dialog]:not([role=region] *), [role=menu], [role=listbox]')
      .filter({ visible: true });
    await expect(async () => {
      if ((await over.count()) > 0) await this.page.keyboard.press('Escape');
      expect(await over.count()).toBe(0);
    }).toPass({ intervals: [50, 100, 200] });
  }
}
