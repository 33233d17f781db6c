import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { seededBytes } from '../electron/engine/testing/range-server/seeded-body.ts';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;
const size = 4 * mebibyte;

test('a file that another program left half done is gone on with, and stays as it is', async ({
  desk,
  home,
  hostKind,
}) => {
  const server = await startRangeServer({ size, rate: mebibyte });
  try {
    const left = seededBytes(1, 0, 3.5 * mebibyte);
    const path = join(home.downloads, 'left.crdownload');
    await writeFile(path, left);
    await desk.button('Add').click();
    const field = desk.addDialog.getByRole('textbox', { name: 'Half-done file' });
    await desk.addDialog.getByText('More', { exact: true }).click();
    await expect(field).toHaveCount(0);
    await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(server.url);
    const download = desk.addDialog.getByRole('button', { name: 'Download', exact: true });
    if (hostKind === 'headless') {
      // Whoever opens the window in a browser reads nothing outside of the host's folders.
      await field.fill('/etc/hostname');
      await download.click();
      await expect(desk.addDialog.getByRole('alert')).toContainText('outside the folders');
    }
    await field.fill(path);
    await download.click();
    await expect(desk.addDialog).toBeHidden();
    await expect(desk.row('file.bin')).toContainText('Size only', { timeout: 20_000 });
    const whole = await readFile(join(home.downloads, 'file.bin'));
    expect(whole.equals(seededBytes(1, 0, size))).toBe(true);
    expect((await readFile(path)).equals(left)).toBe(true);
    // Fetched: the rest, six samples, and what was on its way when the first contact was ended.
    expect(server.stats.bytesSent).toBeLessThan(2.5 * mebibyte);
    await desk.select('file.bin');
    await desk.tab('Log').click();
    await expect(desk.page.getByRole('log')).toContainText('bytes of the half-done file are used');
  } finally {
    await server.close();
  }
});
