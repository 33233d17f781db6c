import { startRangeServer } from '../electron/engine/testing/range-server.ts';
import { expect, test } from './fixtures/test.ts';

test('a server that is slow to answer keeps nobody: its row is there at once, and Enter downloads', async ({
  desk,
}) => {
  const { page } = desk;
  const slow = await startRangeServer({ seed: 1, size: 50_000, firstByteDelay: 60_000 });
  const quick = await startRangeServer({ seed: 2, size: 50_000 });
  try {
    await desk.button('Add').click();
    const dialog = desk.addDialog;
    const rows = dialog.getByRole('list', { name: 'Links found' }).getByRole('listitem');
    await dialog
      .getByRole('textbox', { name: 'Links' })
      .fill(`${slow.origin}/slow.bin\n${quick.origin}/quick.bin`);
    await expect(rows).toHaveCount(2);
    await expect(rows.filter({ hasText: 'quick.bin' })).toContainText('Parallel, can resume');
    await expect(rows.filter({ hasText: 'slow.bin' })).toContainText('Asking the server');
    await dialog.getByRole('textbox', { name: 'Links' }).focus();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(desk.row('quick.bin')).toContainText('Size only');
    await expect(desk.row('slow.bin')).toContainText('Connecting');
  } finally {
    await slow.close();
    await quick.close();
  }
});
