import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

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

test('a screen reader finds the window by its parts, and the dialog "Add downloads" too', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const file = await serve({ name: 'tree.bin', size: 1024, rate: mebibyte });
  await desk.add(file.url);
  await expect(desk.row(file.name)).toContainText('Size only');
  await desk.select(file.name);
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - banner:
      - toolbar "Actions":
        - group:
          - button "Add"
        - group:
          - button "Resume" [disabled]
          - button "Pause" [disabled]
          - button "Remove"
        - group:
          - button "Verify"
        - searchbox "Search"
        - group:
          - button "Menu"
    - navigation "Categories":
      - tree "Categories":
        - treeitem /All/ [selected]
    - main:
      - heading "Downloads" [level=1]
      - grid "Downloads":
        - rowgroup:
          - row /^tree\\.bin/ [selected]
      - region "Details":
        - group "About tree.bin":
          - img /The whole file/
          - tablist:
            - tab "Segments" [selected]
            - tab "Map"
            - tab "Graph"
            - tab "Log"
            - tab "Sources"
            - tab "Checksum"
            - tab "Details"
          - tabpanel "Segments"
    - contentinfo "Status"
  `);

  await desk.button('Add').click();
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(`${file.url}?2`);
  await expect(desk.addDialog.getByRole('checkbox')).toHaveCount(1);
  await expect(desk.addDialog).toMatchAriaSnapshot(`
    - dialog "Add downloads":
      - banner:
        - heading "Add downloads" [level=2]
      - textbox "Links"
      - list "Links found":
        - listitem:
          - checkbox /tree\\.bin/ [checked]
      - textbox "Folder"
      - group:
        - textbox "Connections"
      - textbox "Checksum"
      - button "Download"
      - button "Close"
  `);
});

function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}
