import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

/** Drags a line between two panes. */
async function drag(
  page: Page,
  line: Locator,
  by: { readonly x: number; readonly y: number },
): Promise<void> {
  const box = await line.boundingBox();
  if (box === null) throw new Error('There is no such line');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by.x, y + by.y, { steps: 4 });
  await page.mouse.up();
}

test('the lines between the panes are dragged, and the panes are as they were after a reload', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const file = await serve({ name: 'file.bin', size: 1_024, rate: 1_024 * 1_024 });
  await desk.add(file.url);
  await desk.select(file.name);
  const tree = page.getByRole('tree', { name: 'Categories' });
  const details = page.getByRole('region', { name: 'Details' });
  const width = async (): Promise<number> => (await tree.boundingBox())?.width ?? 0;
  const height = async (): Promise<number> => (await details.boundingBox())?.height ?? 0;
  const [widthBefore, heightBefore] = [await width(), await height()];
  await drag(page, page.getByRole('separator', { name: 'Width of the categories' }), { x: 60, y: 0 });
  await expect.poll(width).toBe(widthBefore + 60);
  await drag(page, page.getByRole('separator', { name: 'Height of the details' }), { x: 0, y: -80 });
  await expect.poll(height).toBe(heightBefore + 80);
  // No drag takes all of the room.
  await drag(page, page.getByRole('separator', { name: 'Width of the categories' }), { x: 900, y: 0 });
  await expect.poll(width).toBe(360);

  await page.reload();
  await desk.select(file.name);
  expect([await width(), await height()]).toEqual([360, heightBefore + 80]);
  await desk.button('Hide details').click();
  await expect(details).toBeHidden();
  await page.reload();
  await desk.select(file.name);
  await expect(details).toBeHidden();
  await desk.button('Show details').click();
  await expect.poll(height).toBe(heightBefore + 80);
});
