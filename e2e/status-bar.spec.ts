import { networkInterfaces } from 'node:os';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('the status bar tells counts, speed, limit, room and network', async ({ desk, serve }) => {
  const { page } = desk;
  const bar = page.getByRole('contentinfo', { name: 'Status' });
  await expect(bar).toContainText('None downloading');
  await expect(bar).toContainText('No limit');
  await expect(bar).toContainText(/\d [GTP]iB free/);
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  await expect(bar).toContainText(addresses.some(({ internal }) => !internal) ? 'Online' : 'No network');

  const file = await serve({ name: 'slow.bin', size: 64 * mebibyte, rate: mebibyte / 4 });
  await desk.add(file.url);
  await expect(bar).toContainText('1 downloading');
  await expect(bar).toContainText(/[\d.]+ [KM]iB\/s/);
  await expect(bar.locator('path[d^="M"]:not([d*="NaN"])').first()).toBeVisible();
  await desk.select(file.name);
  await desk.button('Pause').click();
  await expect(bar).toContainText('1 paused');
});
