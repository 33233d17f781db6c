import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

/** What was put on the clipboard last, as the page itself wrote it. */
async function watchClipboard(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const copied = { text: '' };
    Object.assign(window, { copied });
    navigator.clipboard.writeText = (text) => {
      copied.text = text;
      return Promise.resolve();
    };
  });
  return () => page.evaluate(() => (window as unknown as { copied: { text: string } }).copied.text);
}

test('a download is copied as a script, two clicks from its row', async ({ desk, serve }) => {
  const { page } = desk;
  const file = await serve({ name: 'copied.bin', size: 2 * mebibyte, rate: 16 * mebibyte });
  await desk.add(`${file.url}?token=a-secret-of-mine`, { checksum: file.sha1, connections: 6 });
  await expect(desk.row(file.name)).toContainText('Verified', { timeout: 30_000 });
  const clipboard = await watchClipboard(page);

  await desk.row(file.name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy as', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Script of 6 curls' }).click();
  await expect(page.getByText('The script is on the clipboard')).toBeVisible();
  await expect(page.getByText('Set first: TRIBUTARY_TOKEN')).toBeVisible();
  const script = await clipboard();
  expect(script.match(/^curl .*--range /gm)).toHaveLength(6);
  expect(script).toContain(`${file.sha1}  $parts/whole" | sha1sum -c -`);
  expect(script).not.toContain('a-secret-of-mine');
});

test('the details offer the same, and the keyboard reaches it', async ({ desk, serve }) => {
  const { page } = desk;
  const file = await serve({ name: 'copied.bin', size: mebibyte, rate: 16 * mebibyte });
  await desk.add(file.url, { checksum: file.sha1 });
  await expect(desk.row(file.name)).toContainText('Verified', { timeout: 30_000 });
  const clipboard = await watchClipboard(page);

  await desk.select(file.name);
  await desk.tab('Details').click();
  await page.getByRole('button', { name: 'Copy as…' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Metalink' })).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The metalink is on the clipboard')).toBeVisible();
  expect(await clipboard()).toContain(`<hash type="sha-1">${file.sha1}</hash>`);
});
