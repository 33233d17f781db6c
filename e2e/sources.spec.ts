import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('a mirror is added, brings its share, and is removed while the download goes on', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const first = await serve({ name: 'file.bin', size: 48 * mebibyte, rate: mebibyte / 2 });
  const second = await serve({ name: 'file.bin', size: 48 * mebibyte, rate: mebibyte / 2 });
  await desk.add(first.url, { connections: 4 });
  await desk.select(first.name);
  await desk.tab('Sources').click();
  const hostOf = ({ url }: { readonly url: string }): string => new URL(url).host;
  const row = (of: { readonly url: string }) => page.getByRole('row').filter({ hasText: hostOf(of) });
  await expect(row(first)).toContainText('100 %');
  await expect(page.getByRole('button', { name: `Remove ${hostOf(first)}` })).toHaveCount(0);

  await page.getByRole('textbox', { name: 'Mirror address' }).fill(second.url);
  await page.getByRole('button', { name: 'Add mirror' }).click();
  await expect(row(second)).toContainText('Good');
  await expect(row(second)).toContainText(/\d ms/);
  const prefer = page.getByRole('button', { name: `Prefer ${hostOf(second)}` });
  await prefer.focus();
  await page.keyboard.press('Enter');
  await expect(prefer).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: `Prefer ${hostOf(first)}` })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  // One connection stays with the other, to be measured by.
  await desk.tab('Segments').click();
  await expect(page.getByText(hostOf(second))).toHaveCount(3);
  await desk.tab('Sources').click();
  await page.getByRole('button', { name: `Copy the address of ${hostOf(second)}` }).click();
  await page.getByRole('button', { name: `Remove ${hostOf(second)}` }).click();
  await expect(row(second)).toHaveCount(0);
  await desk.tab('Log').click();
  await expect(page.getByRole('log')).toContainText(`${hostOf(second)} was removed`);
  await expect(desk.row(first.name)).toContainText('Downloading');
});
