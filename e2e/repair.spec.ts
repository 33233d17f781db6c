import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { seededBytes, seededSum } from '../electron/engine/testing/range-server/seeded-body.ts';
import { expect, test } from './fixtures/test.ts';

const size = 3 * 1024 * 1024;
const seed = 7;

test('"Does not match" is not the end: what differs comes from another mirror', async ({ desk, home }) => {
  const { page } = desk;
  const liar = await startRangeServer({ seed, size, corrupt: [1_500_000] });
  const honest = await startRangeServer({ seed, size, totalRate: size / 2 });
  try {
    await desk.add(liar.url, { checksum: seededSum(seed, size) });
    const row = desk.row('file.bin');
    await expect(row).toContainText('Does not match', { timeout: 30_000 });

    // The only source has the same wrong bytes.
    await row.getByRole('button', { name: 'Repair file.bin' }).click();
    await expect(page.getByText('file.bin could not be repaired')).toBeVisible({ timeout: 20_000 });
    await expect(row).toContainText('Does not match');

    await desk.select('file.bin');
    await desk.tab('Sources').click();
    await page.getByRole('textbox', { name: 'Mirror address' }).fill(honest.url);
    await page.getByRole('button', { name: 'Add mirror' }).click();
    await row.getByRole('button', { name: 'Repair file.bin' }).click();
    await expect(row).toContainText('Repairing');
    await expect(desk.bar('file.bin')).toHaveAttribute('aria-valuenow', /^[1-9]\d?$/);
    honest.setTotalRate(1e9);
    await expect(page.getByText('file.bin is repaired')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(/^64(\.0)? KiB replaced/)).toBeVisible();
    await expect(row).toContainText('Verified', { timeout: 20_000 });
    expect((await readFile(join(home.downloads, 'file.bin'))).equals(seededBytes(seed, 0, size))).toBe(true);
  } finally {
    await liar.close();
    await honest.close();
  }
});
