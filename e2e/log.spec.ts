import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('the log has each connection with its requests and replies, secrets hidden, to filter and to copy', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const file = await serve({ name: 'file.bin', size: 16 * mebibyte, rate: mebibyte });
  await desk.add(`${file.url}?token=s3cret`, { connections: 3 });
  await desk.select(file.name);
  await desk.tab('Log').click();
  const log = page.getByRole('log', { name: 'Log' });
  const show = page.getByRole('group', { name: 'Show the entries of' });
  await show.getByRole('button', { name: 'Connection 2' }).click();
  await expect(log.getByText('Connection 2').first()).toBeVisible();
  await expect(log.getByText('Connection 1')).toHaveCount(0);

  const asking = log
    .getByRole('group')
    .filter({ hasText: /^Asking / })
    .first();
  await expect(asking.getByText('GET /file.bin?token=*** HTTP/1.1')).toBeHidden();
  await asking.getByText(/^Asking /).click();
  await expect(asking.getByText('GET /file.bin?token=*** HTTP/1.1')).toBeVisible();
  await expect(asking.getByText(/^Range: bytes=\d+-\d+$/m)).toBeVisible();
  const answered = log
    .getByRole('group')
    .filter({ hasText: /answered 206/ })
    .first();
  await answered.getByText(/answered 206/).click();
  await expect(answered.getByText(/^content-range: bytes \d+-\d+\/16777216$/m)).toBeVisible();

  await page.getByRole('button', { name: 'Copy the log' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  await expect(page.locator('body')).not.toContainText('s3cret');
});
