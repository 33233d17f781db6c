import { expect, test } from './fixtures/test.ts';
import { fillList } from './pages/filled-list.ts';
import { WordedWindow } from './pages/worded-window.ts';

test('in a narrow window the tree is a menu, columns go in their order, and the details are a sheet', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const { failed, finished, running } = await fillList(new WordedWindow(page), serve);
  const tree = page.getByRole('tree', { name: 'Categories' });
  const details = page.getByRole('region', { name: 'Details' });
  const heads = desk.list.getByRole('columnheader');
  await expect(tree).toBeVisible();
  await expect(details).toBeVisible();
  await expect(heads).toHaveText(['Name', 'State', 'Progress', 'Size', 'Speed', 'Time left', 'Added']);

  await page.setViewportSize({ width: 899, height: 640 });
  await expect(tree).toBeHidden();
  // The list has all of the room until somebody asks for the details.
  await expect(details).toBeHidden();
  for (const [width, left] of [
    [760, ['Name', 'State', 'Progress', 'Speed', 'Time left']],
    [640, ['Name', 'State', 'Progress', 'Speed']],
    [480, ['Name', 'State', 'Progress']],
    [320, ['Name', 'State', 'Progress']],
  ] as const) {
    await page.setViewportSize({ width, height: 640 });
    await expect(heads).toHaveText([...left]);
  }
  // The last one is a window at 400 %: the figures of each row are in it, too.
  await expect(desk.row(finished).getByText('100 %')).toBeInViewport({ ratio: 1 });
  await expect(desk.row(failed).getByRole('button').last()).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 480, height: 640 });

  await desk.toolbar.getByRole('button', { name: 'Category: All' }).click();
  await page.getByRole('menuitemradio', { name: /^Finished/ }).click();
  await expect(desk.row(finished)).toBeVisible();
  await expect(desk.row(running)).toBeHidden();
  await desk.toolbar.getByRole('button', { name: 'Category: Finished' }).click();
  await page.getByRole('menuitemradio', { name: /^All/ }).click();

  await desk.select(running);
  await desk.button('Show details').click();
  await expect(details).toBeVisible();
  await expect(desk.segments()).toHaveCount(6);
  // The sheet lies below the list, over the whole width, and is made larger and smaller without a drag.
  const height = async (): Promise<number> => (await details.boundingBox())?.height ?? 0;
  expect((await details.boundingBox())?.width).toBe(480);
  const before = await height();
  const window = new WordedWindow(page);
  await window.command('palette:commands.detailsSmaller');
  await expect.poll(height).toBe(before - 48);
  await window.command('palette:commands.detailsLarger');
  await expect.poll(height).toBe(before);
  await desk.button('Hide details').click();
  await expect(details).toBeHidden();

  await page.setViewportSize({ width: 1180, height: 760 });
  await expect(tree).toBeVisible();
  await expect(details).toBeVisible();
});
