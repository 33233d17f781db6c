import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('every command is found by a few letters and done with the keyboard alone', async ({ desk, serve }) => {
  const { page } = desk;
  const file = await serve({ name: 'slow.bin', size: 64 * mebibyte, rate: mebibyte / 4 });
  await desk.add(file.url);
  await desk.select(file.name);

  await page.keyboard.press('Control+K');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  const field = palette.getByRole('combobox', { name: 'Command' });
  await expect(field).toBeFocused();
  const options = palette.getByRole('option');
  expect(await options.count()).toBeGreaterThan(20);

  await page.keyboard.type('pau');
  await expect(options.first()).toHaveText(/^Pause/);
  await field.fill('pause all');
  await expect(options.first()).toHaveAccessibleName('Pause all');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(desk.row(file.name)).toContainText('Paused');
  await expect(desk.list).toBeFocused();

  await page.keyboard.press('Control+K');
  await page.keyboard.type('no such thing');
  await expect(palette.getByText('No command of that name')).toBeVisible();
  await field.fill('');
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await field.fill('openfile');
  await expect(options.first()).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(palette).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  await page.keyboard.press('Control+K');
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+K');
  await page.keyboard.type('search');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Search' })).toBeFocused();
});

test('what the tree, the tabs, the heads, the queues, the limits and the looks do is in the palette, too', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const run = async (letters: string): Promise<void> => {
    const field = page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox');
    await page.keyboard.press('Control+K');
    await expect(field).toBeFocused();
    await page.keyboard.type(letters);
    await page.keyboard.press('Enter');
    await expect(field).toBeHidden();
  };
  const head = (name: string) => desk.list.getByRole('columnheader', { name });
  const place = (name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name}`) });
  const file = await serve({ name: 'file.bin', size: 1024, rate: mebibyte });
  await desk.add(file.url);
  await desk.select(file.name);

  await run('details: log');
  await expect(desk.tab('Log')).toHaveAttribute('aria-selected', 'true');
  await run('sort by: size');
  await expect(head('Size')).toHaveAttribute('aria-sort', 'descending');
  for (const column of ['Speed', 'Time left']) {
    await run(`hide the column: ${column}`);
    await expect(head(column)).toBeHidden();
  }
  await run('show the column: host');
  await expect(head('Host')).toBeVisible();
  await run('usual columns');
  await expect(head('Host')).toBeHidden();
  await expect(head('Speed')).toBeVisible();
  await run('show: music');
  await expect(place('Music')).toHaveAttribute('aria-selected', 'true');
  await run('show: trash');
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await run('show: all');
  await desk.select(file.name);
  await run('move to category');
  await expect(page.getByRole('dialog', { name: 'Move 1 download to a category' })).toBeVisible();
  await page.keyboard.press('Escape');

  await run('queues and schedule');
  await expect(page.getByRole('dialog', { name: 'Queues' })).toBeVisible();
  await page.keyboard.press('Escape');
  await run('limit: leave room');
  await expect(desk.toolbar.getByRole('button', { name: /^Speed limit: Leaves? room/ })).toBeVisible();
  await run('limit: no limit');
  await expect(desk.toolbar.getByRole('button', { name: 'Speed limit: No limit' })).toBeVisible();
  const splitter = page.getByRole('separator', { name: 'Width of the categories' });
  const before = Number(await splitter.getAttribute('aria-valuenow'));
  await run('categories: wider');
  await expect(splitter).toHaveAttribute('aria-valuenow', `${before + 48}`);
  await run('theme: dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await run('한국어');
  await expect(desk.toolbar.getByRole('button', { name: '추가', exact: true })).toBeVisible();
});

test('the list of keys says the same keys as the palette', async ({ desk }) => {
  const { page } = desk;
  await expect(page.getByRole('heading', { name: 'Paste a link to begin' })).toBeVisible();
  await page.keyboard.press('Control+K');
  const options = page.getByRole('dialog', { name: 'Commands' }).getByRole('option');
  const named = await options
    .filter({ has: page.locator('kbd') })
    .evaluateAll((all) =>
      all.map((option) => [
        option.firstElementChild?.textContent ?? '',
        option.querySelector('kbd')?.textContent ?? '',
      ]),
    );
  expect(named.length).toBeGreaterThan(4);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  for (const [label = '', key = ''] of named) {
    const line = keys.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) });
    await expect(line.getByText(key, { exact: true })).toBeVisible();
  }
});

test('the details stand on the right when they are asked to, and still do after a reload', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const file = await serve({ name: 'file.bin', size: 1024, rate: mebibyte });
  await desk.add(file.url);
  await desk.select(file.name);
  const details = page.getByRole('region', { name: 'Details' });
  const rightOf = async (): Promise<boolean> => {
    const [pane, list] = [await details.boundingBox(), await desk.list.boundingBox()];
    return pane !== null && list !== null && pane.x >= list.x + list.width;
  };
  expect(await rightOf()).toBe(false);
  await page.getByRole('button', { name: 'Details to the right' }).click();
  await expect.poll(rightOf).toBe(true);
  const splitter = page.getByRole('separator', { name: 'Width of the details' });
  const before = Number(await splitter.getAttribute('aria-valuenow'));
  await splitter.press('ArrowLeft');
  await expect(splitter).toHaveAttribute('aria-valuenow', (before + 16).toString());
  await page.reload();
  await expect(desk.row(file.name)).toBeVisible();
  await expect.poll(rightOf).toBe(true);
  await desk.button('Hide details').click();
  await expect(details).toBeHidden();
  await page.keyboard.press('Control+K');
  await page.keyboard.type('details below');
  await page.keyboard.press('Enter');
  await expect(details).toBeVisible();
  await expect.poll(rightOf).toBe(false);
});
