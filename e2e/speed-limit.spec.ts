import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('the switch changes the limit of all downloads, at the top and at the bottom, and keeps it', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const top = desk.toolbar.getByRole('button', { name: /^Speed limit:/ });
  const bottom = page.getByRole('contentinfo').getByRole('button', { name: /^Speed limit:/ });
  const dialog = page.getByRole('dialog', { name: 'Speed limit' });
  const source = await serve({ name: 'slow.bin', size: 24 * mebibyte, rate: 24 * mebibyte });
  await expect(top).toHaveAccessibleName('Speed limit: No limit');

  // A rate that was never set is asked for at once.
  await top.click();
  await page.getByRole('menuitemradio', { name: 'Limit to a rate' }).click();
  await dialog.getByRole('textbox', { name: 'Rate' }).fill('fast');
  await expect(dialog).toContainText('Not a speed.');
  await dialog.getByRole('textbox', { name: 'Rate' }).fill('64k');
  await page.keyboard.press('Escape');
  await expect(top).toHaveAccessibleName('Speed limit: 64.0 KiB/s');
  await expect(bottom).toHaveAccessibleName('Speed limit: 64.0 KiB/s');

  await desk.add(source.url);
  await expect(desk.row(source.name)).toContainText('Downloading');
  await expect.poll(() => source.sent()).toBeLessThan(24 * mebibyte);
  await bottom.click();
  await page.getByRole('menuitemradio', { name: 'No limit' }).click();
  await expect(desk.row(source.name)).toContainText('Size only');
  await expect(top).toHaveAccessibleName('Speed limit: No limit');

  // The rate is still there.
  await bottom.click();
  await page.getByRole('menuitemradio', { name: 'Limit to 64.0 KiB/s' }).click();
  await page.reload();
  await expect(top).toHaveAccessibleName('Speed limit: 64.0 KiB/s');
});

test('a timetable limits by weekday and hour, in a zone', async ({ desk }) => {
  const { page } = desk;
  const top = desk.toolbar.getByRole('button', { name: /^Speed limit:/ });
  const dialog = page.getByRole('dialog', { name: 'Speed limit' });
  await top.click();
  await page.getByRole('menuitemradio', { name: 'By timetable' }).click();
  await expect(dialog).toContainText('there is no limit at any hour');
  await dialog.getByRole('button', { name: 'Add a time' }).click();
  const time = dialog.getByRole('group', { name: 'Time 1' });
  for (const day of ['Sunday', 'Saturday']) await time.getByRole('button', { name: day }).click();
  for (const day of ['Sunday', 'Monday', 'Saturday'])
    await expect(time.getByRole('button', { name: day })).toHaveAttribute('aria-pressed', 'true');
  // Every day from midnight to midnight: now, whenever that is.
  await time.getByLabel('From', { exact: true }).fill('00:00');
  await time.getByLabel('To', { exact: true }).fill('00:00');
  await expect(time).toContainText('the whole day');
  await time.getByRole('textbox', { name: 'Rate' }).fill('2M');
  await expect(dialog.getByRole('status')).toHaveText('Now: Timetable · 2.0 MiB/s');

  const zone = dialog.getByRole('textbox', { name: 'Time zone' });
  await zone.fill('Middle/Earth');
  await zone.blur();
  await expect(page.getByText('That is no time zone.')).toBeVisible();
  await expect(zone).toHaveValue('');
  await zone.fill('Asia/Seoul');
  await zone.blur();
  await time.getByRole('button', { name: 'Sunday' }).click();
  await expect(dialog.getByRole('status')).toContainText(', until ');
  await dialog.getByRole('button', { name: 'Remove time 1' }).click();
  await page.keyboard.press('Escape');
  await expect(top).toHaveAccessibleName('Speed limit: Timetable · no limit');
  await page.reload();
  await top.click();
  await page.getByRole('menuitem', { name: 'Rates and times…' }).click();
  await expect(zone).toHaveValue('Asia/Seoul');
});

test('leaving room says what it goes by, and holds a floor while nothing can be measured', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const top = desk.toolbar.getByRole('button', { name: /^Speed limit:/ });
  await top.click();
  await page.getByRole('menuitemradio', { name: 'Leave room for others' }).click();
  await expect(top).toHaveAccessibleName('Speed limit: Leave room · 128 KiB/s');
  const source = await serve({ name: 'big.bin', size: 64 * mebibyte, rate: mebibyte });
  await desk.add(source.url);
  await top.click();
  await page.getByRole('menuitem', { name: 'Rates and times…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Speed limit' });
  await expect(dialog).toContainText('nothing is sent');
  await expect(dialog).toContainText('ms to a server and back');
  // The line on this machine is as good as empty: it grows.
  await expect(dialog).not.toContainText('Now allowed: 128 KiB/s');
});
