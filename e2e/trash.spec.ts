import { join } from 'node:path';
import { sizeOf } from './fixtures/file-source.ts';
import { expect, test } from './fixtures/test.ts';
import { Desk } from './pages/desk.ts';

const mebibyte = 1024 * 1024;

test('what is removed rests in the trash with its files, and undo brings it back to its work', async ({
  desk,
  home,
  serve,
}) => {
  const { page } = desk;
  const file = await serve({ name: 'running.bin', size: 32 * mebibyte, rate: mebibyte / 8 });
  await desk.add(file.url);
  await desk.select(file.name);
  await expect(desk.bar(file.name)).toHaveAttribute('aria-valuenow', /^[1-9]/);

  await desk.button('Remove').click();
  await expect(desk.row(file.name)).toBeHidden();
  const trash = page.getByRole('treeitem', { name: /^Trash/ });
  await expect(trash).toContainText('1');
  await trash.click();
  await expect(desk.row(file.name)).toContainText('Paused');
  await expect(desk.button('Resume')).toBeDisabled();
  expect(await sizeOf(join(home.downloads, `${file.name}.part`))).not.toBeNull();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(desk.row(file.name)).toBeHidden();
  await page.getByRole('treeitem', { name: /^All/ }).click();
  await expect(desk.row(file.name)).toContainText('Downloading');
});

test('in the trash, Remove is for good and asks about the files; Restore takes out', async ({
  desk,
  home,
  serve,
}) => {
  const { page } = desk;
  const kept = await serve({ name: 'kept.bin', size: mebibyte, rate: 8 * mebibyte });
  const gone = await serve({ name: 'gone.bin', size: mebibyte, rate: 8 * mebibyte });
  const last = await serve({ name: 'last.bin', size: mebibyte, rate: 8 * mebibyte });
  for (const { url } of [kept, gone, last]) await desk.add(url);
  for (const { name } of [kept, gone, last]) await expect(desk.row(name)).toContainText('Size only');
  await desk.select(last.name);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('heading', { name: 'Paste a link to begin' })).toBeVisible();

  await page.getByRole('treeitem', { name: /^Trash/ }).click();
  await desk.select(kept.name);
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(desk.row(kept.name)).toBeHidden();

  await desk.select(gone.name);
  await desk.button('Remove').click();
  const dialog = page.getByRole('dialog', { name: 'Remove 1 download' });
  await dialog.getByRole('checkbox', { name: 'Also delete the file' }).check();
  await dialog.getByRole('button', { name: 'Remove and delete' }).click();
  await expect(desk.row(gone.name)).toBeHidden();
  await expect.poll(() => sizeOf(join(home.downloads, gone.name))).toBeNull();

  await page.getByRole('button', { name: 'Empty trash…' }).click();
  await page
    .getByRole('dialog', { name: 'Remove 1 download' })
    .getByRole('button', { name: 'Remove', exact: true })
    .click();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  expect(await sizeOf(join(home.downloads, last.name))).toBe(mebibyte);
  await page.getByRole('treeitem', { name: /^All/ }).click();
  await expect(desk.row(kept.name)).toBeVisible();
  expect(await sizeOf(join(home.downloads, kept.name))).toBe(mebibyte);
});

test('the trash is still there when the program is opened again', async ({ open, serve, home }) => {
  const file = await serve({ name: 'resting.bin', size: 32 * mebibyte, rate: mebibyte / 8 });
  const first = await open();
  const desk = new Desk(first.window);
  await desk.add(file.url);
  await desk.select(file.name);
  await expect(desk.bar(file.name)).toHaveAttribute('aria-valuenow', /^[1-9]/);
  await first.window.keyboard.press('Delete');
  await expect(first.window.getByRole('treeitem', { name: /^Trash/ })).toContainText('1');
  await first.quit();

  const second = new Desk((await open()).window);
  await second.page.getByRole('treeitem', { name: /^Trash/ }).click();
  await expect(second.row(file.name)).toContainText('Paused');
  expect(await sizeOf(join(home.downloads, file.name))).toBeNull();
});
