import { violations } from './pages/violations.ts';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('when all downloads have ended the machine is shut down after a countdown that can be stopped', async ({
  desk,
  hostKind,
  serve,
}) => {
  const { page } = desk;
  await desk.button('Menu').click();
  if (hostKind === 'headless') {
    // A server is not for a window to turn off.
    const item = page.getByRole('menuitem', { name: 'When all have ended: not on this host' });
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    return;
  }
  await page.getByRole('menuitem', { name: 'When all downloads have ended' }).click();
  await page.getByRole('menuitemradio', { name: 'Shut down' }).click();
  const source = await serve({ name: 'last.bin', size: 2 * mebibyte, rate: mebibyte });
  await desk.add(source.url);
  const dialog = page.getByRole('dialog', { name: 'The computer is about to shut down' });
  await expect(dialog.getByRole('timer')).toContainText(
    /All downloads have ended\. [1-6]?\d seconds are left\./,
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect.soft(await violations(page), colorScheme).toEqual([]);
  }
  await dialog.getByRole('button', { name: 'Do not' }).last().click();
  await expect(dialog).toBeHidden();
  await expect(desk.row('last.bin')).toContainText('Size only');

  // It was for this once.
  await desk.button('Menu').click();
  await page.getByRole('menuitem', { name: 'When all downloads have ended' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Do nothing' })).toBeChecked();
});
