import { expect, test } from './fixtures/test.ts';
import type { Desk } from './pages/desk.ts';

const mebibyte = 1024 * 1024;

/** Adds links that stay where they are: nobody answers at their port. */
async function addPaused(desk: Desk, links: readonly string[]): Promise<void> {
  await desk.button('Add').click();
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(links.join('\n'));
  await expect(desk.addDialog.getByRole('checkbox')).toHaveCount(links.length);
  await desk.addDialog.getByRole('button', { name: 'Add paused' }).click();
  await expect(desk.addDialog).toBeHidden();
}

const links = [
  'http://127.0.0.1:9/pictures/lighthouse.png',
  'http://127.0.0.1:9/pictures/harbour.png',
  'http://localhost:9/papers/lighthouse-plans.pdf',
];

test('the list is searched as one types, by name, address and host, and Escape brings all back', async ({
  desk,
}) => {
  const { page } = desk;
  await addPaused(desk, links);
  const rows = desk.list.getByRole('row').filter({ has: page.getByRole('gridcell') });
  await expect(rows).toHaveCount(3);

  await page.keyboard.press('Control+F');
  const search = desk.toolbar.getByRole('searchbox', { name: 'Search' });
  await expect(search).toBeFocused();
  await page.keyboard.type('light');
  await expect(rows).toHaveCount(2);
  await expect(desk.toolbar.getByRole('status')).toContainText('2 matches');
  await page.keyboard.type(' plans');
  await expect(rows).toHaveCount(1);
  await expect(desk.row('lighthouse-plans.pdf')).toBeVisible();

  await search.fill('localhost');
  await expect(rows).toHaveCount(1);
  await search.fill('/pictures/');
  await expect(rows).toHaveCount(2);
  await expect(desk.row('harbour.png')).toBeVisible();

  await search.fill('nowhere');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await search.press('Escape');
  await expect(search).toHaveValue('');
  await expect(rows).toHaveCount(3);
  await search.press('Escape');
  await expect(desk.list).toBeFocused();
});

test('a search stays within the chosen category, and offers the way out of it', async ({ desk, serve }) => {
  const { page } = desk;
  const file = await serve({ name: 'lighthouse.bin', size: mebibyte, rate: 8 * mebibyte });
  await addPaused(desk, links);
  await desk.add(file.url);
  await expect(desk.row(file.name)).toContainText('Size only');

  const search = desk.toolbar.getByRole('searchbox', { name: 'Search' });
  await page.getByRole('treeitem', { name: /^Finished/ }).click();
  await search.fill('lighthouse');
  await expect(desk.toolbar.getByRole('status')).toContainText('1 match');
  await expect(desk.row(file.name)).toBeVisible();
  await search.fill('harbour');
  await page.getByRole('button', { name: 'Search all' }).click();
  await expect(desk.row('harbour.png')).toBeVisible();
});

test('Up and Down of the toolbar change the order of the queue', async ({ desk }) => {
  await addPaused(desk, links);
  const order = () =>
    desk.list
      .getByRole('row')
      .filter({ has: desk.page.getByRole('gridcell') })
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')?.split(',')[0]));
  // All are in one state: the queue alone decides.
  await desk.list.getByRole('columnheader', { name: 'State' }).click();
  await expect.poll(order).toEqual(['lighthouse.png', 'harbour.png', 'lighthouse-plans.pdf']);
  await desk.select('harbour.png');
  await desk.button('Up').click();
  await expect.poll(order).toEqual(['harbour.png', 'lighthouse.png', 'lighthouse-plans.pdf']);
  await desk.button('Down').click();
  await desk.button('Down').click();
  await expect.poll(order).toEqual(['lighthouse.png', 'lighthouse-plans.pdf', 'harbour.png']);
});
