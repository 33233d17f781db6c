import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

/** Presses the days so that these are on and no other. */
async function chooseDays(time: Locator, days: readonly string[]): Promise<void> {
  for (const day of ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']) {
    const button = time.getByRole('button', { name: day });
    const on = (await button.getAttribute('aria-pressed')) === 'true';
    if (on !== days.includes(day)) await button.click();
    await expect(button).toHaveAttribute('aria-pressed', String(days.includes(day)));
  }
}

test('a queue runs at its times; by hand it starts and stops until the next of them', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const dialog = page.getByRole('dialog', { name: 'Queues' });
  const form = dialog.getByRole('group', { name: 'Default', exact: true });
  const time = form.getByRole('group', { name: 'Time 1' });
  await desk.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Queues…' }).click();
  await form.getByRole('checkbox', { name: 'Start and stop at times of the week' }).click();
  const zone = form.getByRole('textbox', { name: 'Time zone' });
  await zone.fill('Asia/Seoul');
  await zone.blur();
  // A day in Seoul that is neither today nor next to it: the queue waits for it.
  const seoul = new Date(Date.now() + 9 * 3_600_000);
  const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const far = names[(seoul.getUTCDay() + 3) % 7] ?? '';
  await chooseDays(time, [far]);
  await time.getByLabel('From', { exact: true }).fill('08:30');
  await time.getByLabel('To', { exact: true }).fill('17:00');
  await expect(form.getByRole('status')).toContainText('Stopped until ');
  await page.keyboard.press('Escape');

  const source = await serve({ name: 'later.bin', size: 24 * mebibyte, rate: mebibyte / 2 });
  await desk.add(source.url);
  await expect(desk.row('later.bin')).toContainText('Waiting');
  await desk.select('later.bin');
  await desk.tab('Details').click();
  await expect(page.getByText('Default · Stopped until')).toBeVisible();

  await desk.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Queues…' }).click();
  await form.getByRole('button', { name: 'Start' }).click();
  await expect(form.getByRole('status')).toContainText('Running until ');
  await page.keyboard.press('Escape');
  await expect(desk.row('later.bin')).toContainText('Downloading');

  // The times are kept, and hold again once they are others.
  await page.reload();
  await desk.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Queues…' }).click();
  await expect(time.getByLabel('From', { exact: true })).toHaveValue('08:30');
  await time.getByLabel('To', { exact: true }).fill('18:00');
  await expect(form.getByRole('status')).toContainText('Stopped until ');
  // Every day and around the clock is always.
  await time.getByLabel('To', { exact: true }).fill('08:30');
  await chooseDays(time, names);
  await expect(form.getByRole('status')).toHaveText('Running');
  await page.keyboard.press('Escape');
  await expect(desk.row('later.bin')).toContainText('Size only');
});
