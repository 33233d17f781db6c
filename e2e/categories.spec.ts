import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sizeOf } from './fixtures/file-source.ts';
import { expect, test } from './fixtures/test.ts';
import type { Desk } from './pages/desk.ts';

const mebibyte = 1024 * 1024;

/** A line of the tree; its name begins with the category's. */
function line(desk: Desk, name: string) {
  return desk.page.getByRole('tree', { name: 'Categories' }).getByRole('treeitem', {
    name: new RegExp(`^${name}`),
  });
}

/** Makes a category by the dialog, or changes the one of this name. */
async function makeCategory(
  desk: Desk,
  name: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: 'Categories…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Categories' });
  const known = dialog.getByRole('list').getByRole('button', { name, exact: true });
  if (await known.isVisible()) {
    await known.click();
  } else {
    await dialog.getByRole('button', { name: 'New category' }).click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  }
  for (const [field, text] of Object.entries(fields)) {
    await dialog.getByRole('textbox', { name: field, exact: true }).fill(text);
  }
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

test('finished files stand in their category by rule, and the tree is walked by keys', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const song = await serve({ name: 'song.flac', size: mebibyte, rate: 8 * mebibyte });
  const paper = await serve({ name: 'paper.pdf', size: mebibyte, rate: 8 * mebibyte });
  for (const { url } of [song, paper]) await desk.add(url);
  for (const { name } of [song, paper]) await expect(desk.row(name)).toContainText('Size only');

  await expect(line(desk, 'Music')).toContainText('1');
  await line(desk, 'Music').click();
  await expect(desk.row(song.name)).toBeVisible();
  await expect(desk.row(paper.name)).toBeHidden();

  // Left goes to the category it stands in, and once more closes that.
  await page.keyboard.press('ArrowLeft');
  await expect(line(desk, 'Finished')).toBeFocused();
  await expect(line(desk, 'Finished')).toHaveAttribute('aria-expanded', 'true');
  await expect(desk.row(paper.name)).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(line(desk, 'Music')).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(line(desk, 'Software')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(line(desk, 'Documents')).toHaveAttribute('aria-selected', 'true');
  await expect(desk.row(paper.name)).toBeVisible();
  await expect(desk.row(song.name)).toBeHidden();
});

test('a category of one’s own is made, takes new downloads by its rule into its folder, and goes again', async ({
  desk,
  home,
  serve,
}) => {
  const { page } = desk;
  const folder = join(home.downloads, 'tiles');
  await makeCategory(desk, 'Tiles', { Endings: '.mbtiles pmtiles', Folder: folder });
  const file = await serve({ name: 'town.mbtiles', size: mebibyte, rate: 8 * mebibyte });
  await desk.add(file.url);
  await expect(desk.row(file.name)).toContainText('Size only');
  await line(desk, 'Tiles').click();
  await expect(desk.row(file.name)).toBeVisible();
  expect(await sizeOf(join(folder, file.name))).toBe(mebibyte);
  expect(await sizeOf(join(home.downloads, file.name))).toBeNull();

  await line(desk, 'Tiles').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Edit category…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Categories' });
  await expect(dialog.getByRole('textbox', { name: 'Endings' })).toHaveValue('mbtiles pmtiles');
  await dialog.getByRole('button', { name: 'Delete category' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(line(desk, 'Tiles')).toBeHidden();
  await expect(line(desk, 'Finished')).toHaveAttribute('aria-selected', 'true');
  await expect(desk.row(file.name)).toBeVisible();
  expect(await sizeOf(join(folder, file.name))).toBe(mebibyte);
});

test('a row that is dropped on a category moves its file there, beside what lies there already', async ({
  desk,
  home,
  serve,
}) => {
  const folder = join(home.downloads, 'music');
  await mkdir(folder);
  await writeFile(join(folder, 'take.bin'), 'mine');
  await makeCategory(desk, 'Music', { Folder: folder });
  const file = await serve({ name: 'take.bin', size: mebibyte, rate: 8 * mebibyte });
  await desk.add(file.url);
  await expect(desk.row(file.name)).toContainText('Size only');

  await desk.row(file.name).dragTo(line(desk, 'Music'));
  await expect(desk.row('take (1).bin')).toBeVisible();
  expect(await sizeOf(join(folder, 'take (1).bin'))).toBe(mebibyte);
  expect(await sizeOf(join(folder, 'take.bin'))).toBe(4);
  expect(await sizeOf(join(home.downloads, 'take.bin'))).toBeNull();
  await line(desk, 'Music').click();
  await expect(desk.row('take (1).bin')).toBeVisible();
});

test('a row is moved to a category by its menu, with the keyboard alone', async ({ desk, serve }) => {
  const { page } = desk;
  const file = await serve({ name: 'clip.bin', size: mebibyte, rate: 8 * mebibyte });
  await desk.add(file.url);
  await expect(desk.row(file.name)).toContainText('Size only');
  await desk.select(file.name);
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Move to category…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Move 1 download to a category' });
  await dialog.getByRole('combobox', { name: 'Category' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Video' }).press('Enter');
  await expect(dialog).toContainText('Files stay where they are');
  await dialog.getByRole('button', { name: 'Move' }).press('Enter');
  await line(desk, 'Video').click();
  await expect(desk.row(file.name)).toBeVisible();
});

test('a folder outside of those that may be written to is refused, and nothing is changed', async ({
  desk,
  hostKind,
}) => {
  test.skip(hostKind !== 'headless', 'Only this host has roots.');
  const { page } = desk;
  await page.getByRole('button', { name: 'Categories…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Categories' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill('/somewhere/else');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This place is outside the folders that the program may use')).toBeVisible();
  await expect(dialog).toBeVisible();
});
