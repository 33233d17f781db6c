import { expect, test } from './fixtures/test.ts';
import type { Desk } from './pages/desk.ts';

/** Adds a link that stays where it is: nobody answers at its port. */
async function addPaused(desk: Desk): Promise<void> {
  await desk.button('Add').click();
  const links = 'http://127.0.0.1:9/one.pdf\nhttp://localhost:9/two.pdf';
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(links);
  await expect(desk.addDialog.getByRole('checkbox')).toHaveCount(2);
  await desk.addDialog.getByRole('button', { name: 'Add paused' }).click();
  await expect(desk.row('two.pdf')).toContainText('Paused');
}

const head = (desk: Desk, name: string) => desk.list.getByRole('columnheader', { name, exact: true });
const heads = (desk: Desk) => desk.list.getByRole('columnheader').allTextContents();

test('columns are chosen, moved and sized by the menu of their heads, with keys alone, and stay so', async ({
  desk,
}) => {
  const { page } = desk;
  await addPaused(desk);
  await head(desk, 'Name').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitemcheckbox', { name: 'Host' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Speed' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Time left' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(head(desk, 'Host')).toBeVisible();
  await expect(head(desk, 'Speed')).toBeHidden();
  await expect(desk.row('two.pdf').getByRole('gridcell', { name: 'localhost:9' })).toBeVisible();

  await head(desk, 'Host').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Move left' }).press('Enter');
  await expect.poll(() => heads(desk)).toEqual(['Name', 'State', 'Progress', 'Size', 'Host', 'Added']);
  const before = (await head(desk, 'Host').boundingBox())?.width ?? 0;
  await head(desk, 'Host').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Wider' }).press('Enter');
  await expect.poll(async () => (await head(desk, 'Host').boundingBox())?.width).toBe(before + 24);

  await head(desk, 'Host').focus();
  await page.keyboard.press('Enter');
  await expect(head(desk, 'Host')).toHaveAttribute('aria-sort', 'ascending');

  await page.reload();
  await expect.poll(() => heads(desk)).toEqual(['Name', 'State', 'Progress', 'Size', 'Host', 'Added']);
  await expect(head(desk, 'Host')).toHaveAttribute('aria-sort', 'ascending');
});

test('a head is dragged to another place, and the usual columns come back', async ({ desk }) => {
  const { page } = desk;
  await addPaused(desk);
  await head(desk, 'Added').dragTo(head(desk, 'State'));
  await expect.poll(async () => (await heads(desk)).slice(0, 3)).toEqual(['Name', 'Added', 'State']);
  await head(desk, 'State').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Usual columns' }).click();
  await expect.poll(async () => (await heads(desk)).slice(0, 3)).toEqual(['Name', 'State', 'Progress']);
});

test('a comment is written by the row’s menu, found by the search and shown in its column', async ({
  desk,
}) => {
  const { page } = desk;
  await addPaused(desk);
  await desk.select('two.pdf');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Comment…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Comment on “two.pdf”' });
  await dialog.getByRole('textbox', { name: 'Comment' }).fill('for the reading room');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await head(desk, 'Name').click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: 'Comment' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Size' }).click();
  await page.keyboard.press('Escape');
  await expect(desk.row('two.pdf').getByRole('gridcell', { name: 'for the reading room' })).toBeVisible();
  await desk.toolbar.getByRole('searchbox', { name: 'Search' }).fill('reading');
  await expect(desk.row('two.pdf')).toBeVisible();
  await expect(desk.row('one.pdf')).toBeHidden();
});

test('a comment is read and written in the details, too, and stays when another row is chosen meanwhile', async ({
  desk,
}) => {
  await addPaused(desk);
  await desk.select('two.pdf');
  await desk.tab('Details').click();
  const comment = desk.page.getByRole('tabpanel').getByRole('textbox', { name: 'Comment' });
  await comment.fill('for the reading room');
  await comment.press('Control+Enter');
  const search = desk.toolbar.getByRole('searchbox', { name: 'Search' });
  await search.fill('reading');
  await expect(desk.row('two.pdf')).toBeVisible();
  await expect(desk.row('one.pdf')).toBeHidden();
  await search.fill('');

  await desk.select('two.pdf');
  await desk.tab('Details').click();
  await comment.fill('for nobody');
  await comment.press('Escape');
  await expect(comment).toHaveValue('for the reading room');
  await comment.fill('for the archive');
  await desk.select('one.pdf');
  await expect(comment).toHaveValue('');
  await desk.select('two.pdf');
  await expect(comment).toHaveValue('for the archive');
  await desk.page.reload();
  await desk.select('two.pdf');
  await desk.tab('Details').click();
  await expect(comment).toHaveValue('for the archive');
});

test('rows are selected together, with the mouse and with keys', async ({ desk }) => {
  const { page } = desk;
  await addPaused(desk);
  const selected = desk.list.locator('[aria-selected="true"]');
  await desk.select('two.pdf');
  await desk.row('one.pdf').click({ modifiers: ['Control'] });
  await expect(selected).toHaveCount(2);
  await desk.row('one.pdf').click();
  await expect(selected).toHaveCount(1);
  await desk.row('two.pdf').click({ modifiers: ['Shift'] });
  await expect(selected).toHaveCount(2);
  await desk.row('two.pdf').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Control+A');
  await expect(selected).toHaveCount(2);
});
