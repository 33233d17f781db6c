import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('a queue is made, named, limited, stopped and started, and deleted; its downloads stay', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const dialog = page.getByRole('dialog', { name: 'Queues' });
  const openQueues = async (): Promise<void> => {
    await desk.button('Menu').click();
    await page.getByRole('menuitem', { name: 'Queues…' }).click();
  };
  await openQueues();
  await dialog.getByRole('button', { name: 'New queue' }).click();
  const form = dialog.getByRole('group', { name: 'Queue 2', exact: true });
  const name = form.getByRole('textbox', { name: 'Name' });
  await name.fill('Films');
  await name.blur();
  const films = dialog.getByRole('group', { name: 'Films', exact: true });
  const jobs = films.getByRole('textbox', { name: 'Downloads at a time' });
  await jobs.fill('1');
  await jobs.blur();
  await films.getByRole('button', { name: 'Stop' }).click();
  await expect(films.getByRole('status')).toHaveText('Stopped');
  await films.getByRole('button', { name: 'Up', exact: true }).click();
  await expect(dialog.getByRole('list', { name: 'Queues' }).getByRole('button')).toHaveText([
    'Films',
    'Default',
  ]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  // Two of the new queue wait, for it is stopped; a third one, of the default queue, does not.
  const sources = [];
  for (const file of ['one.bin', 'two.bin'])
    sources.push(await serve({ name: file, size: 64 * mebibyte, rate: mebibyte / 4 }));
  await desk.button('Add').click();
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(sources.map(({ url }) => url).join('\n'));
  await expect(desk.addDialog.getByRole('checkbox')).toHaveCount(2);
  await desk.addDialog.getByRole('combobox', { name: 'Queue' }).click();
  await page.getByRole('option', { name: 'Films' }).click();
  await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.row('one.bin')).toContainText('Waiting');
  await expect(desk.row('two.bin')).toContainText('Waiting');
  await desk.row('one.bin').click();
  await desk.tab('Details').click();
  await expect(page.getByText('Films · Stopped')).toBeVisible();

  await desk.row('two.bin').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Queue and place' }).click();
  await page.getByRole('menuitem', { name: 'To the top' }).click();
  await openQueues();
  await dialog.getByRole('button', { name: 'Films' }).click();
  await films.getByRole('button', { name: 'Start' }).click();
  await expect(films.getByRole('status')).toHaveText('Running');
  await page.keyboard.press('Escape');
  // The one that was moved to the top is first, and there is one at a time.
  await expect(desk.row('two.bin')).toContainText('Downloading');
  await expect(desk.row('one.bin')).toContainText('Waiting');

  await desk.row('one.bin').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Queue and place' }).click();
  await page.getByRole('menuitemradio', { name: 'Default' }).click();
  await expect(desk.row('one.bin')).toContainText('Downloading');

  await openQueues();
  await dialog.getByRole('button', { name: 'Films' }).click();
  await films.getByRole('button', { name: 'Delete queue' }).click();
  await expect(dialog.getByRole('list', { name: 'Queues' }).getByRole('button')).toHaveText(['Default']);
  await page.keyboard.press('Escape');
  await expect(desk.row('two.bin')).toContainText('Downloading');
});
