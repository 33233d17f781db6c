import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';
import { fillList } from './pages/filled-list.ts';
import { focusMark } from './pages/focus-mark.ts';
import { WordedWindow } from './pages/worded-window.ts';

const mebibyte = 1024 * 1024;

test('the whole story by keyboard alone: paste, download, look, pause, go on', async ({ desk, serve }) => {
  const { page } = desk;
  const file = await serve({ name: 'story.bin', size: 24 * mebibyte, rate: mebibyte / 2 });
  await expect(page.getByRole('heading', { name: 'Paste a link to begin' })).toBeVisible();
  // What Ctrl+V hands to a page; the clipboard itself is the whole machine's.
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, file.url);
  await expect(desk.addDialog.getByRole('checkbox', { name: /story\.bin/ })).toBeVisible();
  await expect(desk.addDialog.getByRole('textbox', { name: 'Links' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(desk.addDialog).toBeHidden();

  await expect(desk.row(file.name)).toHaveAttribute('aria-selected', 'true');
  await expect(desk.row(file.name)).toContainText('Downloading');
  await page.keyboard.press('Home');
  await expect(desk.list).toBeFocused();
  await page.keyboard.press('Space');
  await expect(desk.row(file.name)).toContainText('Paused');
  await page.keyboard.press('Space');
  await expect(desk.row(file.name)).toContainText(/Downloading|Connecting/);

  const segments = desk.tab('Segments');
  for (let presses = 0; presses < 12 && !(await isFocused(segments)); presses += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(segments).toBeFocused();
  for (const tab of ['Map', 'Graph', 'Log']) {
    await page.keyboard.press('ArrowRight');
    await expect(desk.tab(tab)).toHaveAttribute('aria-selected', 'true');
    await expect(desk.tab(tab)).toBeFocused();
  }
  for (let presses = 0; presses < 12 && !(await isFocused(desk.list)); presses += 1) {
    await page.keyboard.press('Shift+Tab');
  }
  await expect(desk.list).toBeFocused();

  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
  await expect(desk.list).toBeFocused();
});

test('the rest of the desk by keyboard alone: remove, undo, trash, search, palette, settings', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const { finished, running } = await fillList(new WordedWindow(page), serve);
  await desk.list.focus();

  await page.keyboard.press('Delete');
  await expect(desk.row(running)).toBeHidden();
  await page.keyboard.press('Control+Z');
  await expect(desk.row(running)).toContainText('Downloading');
  await expect(desk.list).toBeFocused();

  // The messages in the corner are reached by a key, and their button does the same.
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.keyboard.press('F6');
  await tabTo(page, page.getByRole('button', { name: 'Undo' }));
  await page.keyboard.press('Enter');
  await expect(desk.row(running)).toBeVisible();

  await run(page, 'show: finished');
  await expect(desk.row(running)).toBeHidden();
  await page.keyboard.press('Home');
  await expect(desk.row(finished)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Delete');
  const all = page.getByRole('treeitem', { name: /^All/ });
  const trash = page.getByRole('treeitem', { name: /^Trash/ });
  await tabTo(page, page.getByRole('treeitem', { name: /^Finished/ }), 'Shift+Tab');
  await page.keyboard.press('End');
  await expect(trash).toBeFocused();
  await tabTo(page, desk.list);
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: 'Remove 1 download' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(desk.list).toBeFocused();
  await run(page, 'restore');
  await expect(desk.row(finished)).toBeHidden();
  await tabTo(page, trash, 'Shift+Tab');
  await page.keyboard.press('Home');
  await expect(all).toHaveAttribute('aria-selected', 'true');
  await expect(desk.row(finished)).toBeVisible();

  await page.keyboard.press('Control+F');
  await page.keyboard.type('slow');
  await page.keyboard.press('Enter');
  await expect(desk.list).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(desk.list).toBeFocused();
  for (const tab of ['Map', 'Log', 'Checksum', 'Details']) {
    await run(page, `details: ${tab}`);
    await expect(desk.tab(tab)).toHaveAttribute('aria-selected', 'true');
  }

  // Whatever dialog closes, the focus is where it was. The messages in the corner have their role, too.
  const dialogs = page.locator('[role=dialog]:not([role=region] *)');
  for (const command of [
    ...['settings', 'queues and', 'categories…', 'new category', 'verify a file', 'rates and times', 'keys'],
    ...['program log', 'add downloads', 'comment', 'move to category', 'new link'],
  ]) {
    await run(page, command);
    await expect(dialogs).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(dialogs).toHaveCount(0);
    await expect(desk.list, command).toBeFocused();
  }
});

test('wherever the Tab key comes to, a line of 3:1 tells where that is, in both themes', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  await fillList(new WordedWindow(page), serve);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const open of [null, 'settings', 'queues and', 'add downloads']) {
      await desk.list.focus();
      if (open !== null) await run(page, open);
      const seen = new Set<string>();
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        const { contrast, name, width } = await focusMark(page);
        if (name === '') continue;
        if (seen.has(name) && seen.size > 1 && name === [...seen][0]) break;
        expect.soft(width, `${colorScheme}, ${open ?? 'the window'}: ${name}`).toBeGreaterThanOrEqual(1);
        expect.soft(contrast, `${colorScheme}, ${open ?? 'the window'}: ${name}`).toBeGreaterThan(3);
        seen.add(name);
      }
      expect(seen.size).toBeGreaterThan(open === 'add downloads' ? 5 : 8);
      await page.keyboard.press('Escape');
    }
  }
});

/** Does what the palette has under a few letters. */
async function run(page: Page, letters: string): Promise<void> {
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await page.keyboard.press('Control+K');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(letters);
  await page.keyboard.press('Enter');
  await expect(palette.getByRole('combobox')).toBeHidden();
}

/** Presses a key until the focus is there. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 20 && !(await isFocused(target)); presses += 1)
    await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}
