import { readdir } from 'node:fs/promises';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { expect, test } from './fixtures/test.ts';

test('a pattern shows its first, second and last link and the count, and brings every file', async ({
  desk,
  home,
}) => {
  const server = await startRangeServer({ size: 1_000 });
  await desk.button('Add').click();
  const dialog = desk.addDialog;
  await dialog.getByRole('textbox', { name: 'Links' }).fill(`${server.origin}/img[08-11].jpg`);
  const preview = dialog.getByRole('list', { name: 'First, second and last link' });
  await expect(preview.getByRole('listitem')).toHaveText([
    `${server.origin}/img08.jpg`,
    `${server.origin}/img09.jpg`,
    `${server.origin}/img11.jpg`,
  ]);
  await expect(dialog.getByText('4 links', { exact: true })).toBeVisible();
  expect(server.requests).toEqual([]);
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(dialog).toBeHidden();
  for (const number of ['08', '09', '10', '11'])
    await expect(desk.row(`img${number}.jpg`)).toContainText('Size only', { timeout: 20_000 });
  expect((await readdir(home.downloads)).sort()).toEqual([
    'img08.jpg',
    'img09.jpg',
    'img10.jpg',
    'img11.jpg',
  ]);
  await server.close();
});

test('(*) is counted as the fields say, and too many are refused in a sentence', async ({ desk }) => {
  await desk.button('Add').click();
  const dialog = desk.addDialog;
  await dialog.getByRole('textbox', { name: 'Links' }).fill('http://127.0.0.1:9/p(*).bin');
  const fill = async (name: string, value: string): Promise<void> => {
    await dialog.getByRole('textbox', { name, exact: true }).fill(value);
    await dialog.getByRole('textbox', { name, exact: true }).blur();
  };
  await fill('From', '9');
  await fill('To', '12');
  await fill('Digits', '3');
  const preview = dialog.getByRole('list', { name: 'First, second and last link' });
  await expect(preview.getByRole('listitem').first()).toHaveText('http://127.0.0.1:9/p009.bin');
  await expect(preview.getByRole('listitem').last()).toHaveText('http://127.0.0.1:9/p012.bin');
  await fill('To', '20000');
  await expect(dialog).toContainText('This stands for 19,992 links; at most 10,000 can be taken at once.');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('There is no link');
});

test('brackets that are meant as they stand stay one link', async ({ desk }) => {
  const server = await startRangeServer({ size: 1_000 });
  await desk.button('Add').click();
  const dialog = desk.addDialog;
  await dialog.getByRole('textbox', { name: 'Links' }).fill(`${server.origin}/a[1-2].bin`);
  await dialog.getByRole('checkbox', { name: 'One link as it stands' }).click();
  await expect(dialog.getByText('Parallel, can resume')).toBeVisible();
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.row('a[1-2].bin')).toContainText('Size only', { timeout: 20_000 });
  await server.close();
});
