import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('the graph follows a download, keeps it when other rows are looked at, and has a gap for a pause', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  const first = await serve({ name: 'first.bin', size: 64 * mebibyte, rate: mebibyte / 4 });
  const second = await serve({ name: 'second.bin', size: 64 * mebibyte, rate: mebibyte / 4 });
  await desk.add(first.url, { connections: 4 });
  await desk.select(first.name);
  await desk.tab('Graph').click();
  const graph = page.getByRole('img', { name: /^Speed over time\. Now [\d.]+ [KM]iB\/s, average .*, peak / });
  await expect(graph).toBeVisible();
  const lines = page.getByRole('list', { name: 'Lines of the graph' }).getByRole('listitem');
  await expect(lines).toHaveText(['This download', ...[1, 2, 3, 4].map((slot) => `Connection ${slot}`)]);
  await expect.poll(() => paintedColumns(graph.locator('canvas'))).toBeGreaterThan(100);

  await desk.add(second.url);
  await desk.select(second.name);
  await desk.select(first.name);
  await expect(lines.filter({ hasText: 'All downloads' })).toBeVisible();
  await expect(graph).toBeVisible();

  await desk.button('Pause').click();
  await expect(desk.row(first.name)).toContainText('Paused');
  const idle = page.getByRole('img', { name: /^Speed over time\. Now Not running, average (?!0 )[\d.]+ / });
  await expect(idle).toBeVisible();
  expect(refused).toEqual([]);
});

test('where nothing was received yet the graph says so', async ({ desk, serve }) => {
  const file = await serve({ name: 'small.bin', size: 1024, rate: mebibyte });
  await desk.add(new URL('none.bin', file.url).href);
  await expect(desk.row('none.bin')).toContainText('Failed');
  await desk.select('none.bin');
  await desk.tab('Graph').click();
  await expect(desk.page.getByText('The graph begins with the first second of a download.')).toBeVisible();
});

/** Columns of the plot in which something of a connection's colour is painted. */
function paintedColumns(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const { width, height } = element;
    const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    let columns = 0;
    for (let x = 0; x < width; x += 1) {
      for (let y = 0; y < height; y += 1) {
        const at = (y * width + x) * 4;
        const [red = 0, green = 0, blue = 0, alpha = 0] = [...data.slice(at, at + 4)];
        const coloured = Math.max(red, green, blue) - Math.min(red, green, blue) > 60;
        if (alpha < 200 || !coloured) continue;
        columns += 1;
        break;
      }
    }
    return columns;
  });
}
