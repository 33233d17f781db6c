import type { Desk } from './pages/desk.ts';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

async function openQueues(desk: Desk): Promise<void> {
  await desk.button('Menu').click();
  await desk.page.getByRole('menuitem', { name: 'Queues…' }).click();
}

test('a queue is made, named, limited, put first, stopped, and deleted; the default one stays', async ({
  desk,
}) => {
  const { page } = desk;
  const dialog = page.getByRole('dialog', { name: 'Queues' });
  const list = dialog.getByRole('list', { name: 'Queues' }).getByRole('button');
  await openQueues(desk);
  await dialog.getByRole('button', { name: 'New queue' }).click();
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await name.fill('Films');
  await name.blur();
  const films = dialog.getByRole('group', { name: 'Films', exact: true });
  const jobs = films.getByRole('textbox', { name: 'Downloads at a time' });
  await jobs.fill('1');
  await jobs.blur();
  await films.getByRole('textbox', { name: 'Speed limit' }).fill('2M');
  await films.getByRole('button', { name: 'Stop' }).click();
  await expect(films.getByRole('status')).toHaveText('Stopped');
  await films.getByRole('button', { name: 'Up', exact: true }).click();
  await expect(list).toHaveText(['Films', 'Default']);

  await page.reload();
  await openQueues(desk);
  await expect(list).toHaveText(['Films', 'Default']);
  await expect(dialog.getByRole('button', { name: 'Delete queue' })).toHaveCount(0);
  await list.first().click();
  await expect(jobs).toHaveValue('1');
  await expect(films.getByRole('textbox', { name: 'Speed limit' })).toHaveValue('2M');
  await films.getByRole('button', { name: 'Delete queue' }).click();
  await expect(list).toHaveText(['Default']);
});

test('downloads are added to a queue, wait for it, are put first, and go to another', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const dialog = page.getByRole('dialog', { name: 'Queues' });
  const second = dialog.getByRole('group', { name: 'Queue 2', exact: true });
  await openQueues(desk);
  await dialog.getByRole('button', { name: 'New queue' }).click();
  const jobs = second.getByRole('textbox', { name: 'Downloads at a time' });
  await jobs.fill('1');
  await jobs.blur();
  await second.getByRole('button', { name: 'Stop' }).click();
  await expect(second.getByRole('status')).toHaveText('Stopped');
  await page.keyboard.press('Escape');

  const sources = [];
  for (const file of ['one.bin', 'two.bin'])
    sources.push(await serve({ name: file, size: 64 * mebibyte, rate: mebibyte / 4 }));
  await desk.button('Add').click();
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(sources.map(({ url }) => url).join('\n'));
  await expect(desk.addDialog.getByRole('checkbox')).toHaveCount(2);
  await desk.addDialog.getByRole('combobox', { name: 'Queue' }).click();
  await page.getByRole('option', { name: 'Queue 2' }).click();
  await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.row('one.bin')).toContainText('Waiting');
  await desk.row('one.bin').click();
  await desk.tab('Details').click();
  await expect(page.getByText('Queue 2 · Stopped')).toBeVisible();
  await desk.row('two.bin').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Queue and place' }).click();
  await page.getByRole('menuitem', { name: 'To the top' }).click();

  await openQueues(desk);
  await dialog.getByRole('button', { name: 'Queue 2' }).click();
  await second.getByRole('button', { name: 'Start' }).click();
  await expect(second.getByRole('status')).toHaveText('Running');
  await page.keyboard.press('Escape');
  // The one that was moved to the top is first, and there is one at a time.
  await expect(desk.row('two.bin')).toContainText('Downloading');
  await expect(desk.row('one.bin')).toContainText('Waiting');
  await desk.row('one.bin').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Queue and place' }).click();
  await page.getByRole('menuitemradio', { name: 'Default' }).click();
  await expect(desk.row('one.bin')).toContainText('Downloading');
});
