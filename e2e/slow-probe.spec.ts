import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { expect, test } from './fixtures/test.ts';

test('a server that is slow to answer keeps nobody: its row is there at once, Enter downloads, and no answer moves the buttons', async ({
  desk,
}) => {
  const { page } = desk;
  const slow = await startRangeServer({ seed: 1, size: 50_000, firstByteDelay: 60_000 });
  const quick = await startRangeServer({ seed: 2, size: 50_000 });
  const gone = await startRangeServer({ status: 404 });
  try {
    await desk.button('Add').click();
    const dialog = desk.addDialog;
    const rows = dialog.getByRole('list', { name: 'Links found' }).getByRole('listitem');
    const links = dialog.getByRole('textbox', { name: 'Links' });
    const quickRow = rows.filter({ hasText: 'quick.bin' });
    const placeOfDownload = () => dialog.getByRole('button', { name: 'Download', exact: true }).boundingBox();
    const place = await placeOfDownload();

    await links.fill(`${quick.origin}/quick.bin`);
    await expect(quickRow).toContainText('Parallel, can resume');
    expect(await placeOfDownload()).toEqual(place);
    const missing = ['a', 'b', 'c', 'd'].map((name) => `${gone.origin}/${name}.bin`);
    await links.fill([...missing, `${quick.origin}/quick.bin`].join('\n'));
    await expect(rows.filter({ hasText: 'no such file' })).toHaveCount(missing.length);
    await expect(quickRow).toContainText('Parallel, can resume');
    expect(await placeOfDownload()).toEqual(place);

    await links.fill(`${slow.origin}/slow.bin\n${quick.origin}/quick.bin`);
    await expect(rows).toHaveCount(2);
    await expect(quickRow).toContainText('Parallel, can resume');
    await expect(rows.filter({ hasText: 'slow.bin' })).toContainText('Asking the server');
    await links.focus();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(desk.row('quick.bin')).toContainText('Size only');
    await expect(desk.row('slow.bin')).toContainText('Connecting');
  } finally {
    await slow.close();
    await quick.close();
    await gone.close();
  }
});
