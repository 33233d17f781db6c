import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('the map tells of each block its range and who brought it, and what its colours mean', async ({
  desk,
}) => {
  const { page } = desk;
  const server = await startRangeServer({ seed: 4, size: 48 * mebibyte, rate: mebibyte / 2 });
  try {
    await desk.add(server.url, { connections: 4 });
    await desk.select('file.bin');
    await desk.tab('Map').click();
    const map = page.getByRole('img', { name: /^Map of the file: \d+ percent, [\d.]+ [KM]iB of 48\.0 MiB/ });
    const legend = page.getByRole('list', { name: 'Colours of the map' }).getByRole('listitem');
    await expect(legend.filter({ hasText: 'Connection 4' })).toBeVisible();
    await expect(legend.filter({ hasText: 'Missing' })).toBeVisible();
    await desk.button('Pause').click();
    await expect(desk.row('file.bin')).toContainText('Paused');

    const box = await map.boundingBox();
    if (box === null) throw new Error('The map is not to be seen');
    await page.mouse.move(box.x + 4, box.y + 4);
    const range = page.getByText(/^Bytes 0 – [\d,]+$/);
    await expect(range).toBeVisible();
    await expect(range.locator('..')).toContainText('Connection 1');
    await page.mouse.move(box.x + box.width / 2, box.y - 40);
    await expect(range).toBeHidden();
  } finally {
    await server.close();
  }
});
