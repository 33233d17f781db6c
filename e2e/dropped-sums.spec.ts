import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { seededBytes } from '../electron/engine/testing/range-server/seeded-body.ts';
import type { Desk } from './pages/desk.ts';
import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

/** Drops something onto the list, as another program or a page would. */
async function drop(desk: Desk, make: Parameters<Page['evaluateHandle']>[0], about: unknown): Promise<void> {
  await desk.list.dispatchEvent('drop', { dataTransfer: await desk.page.evaluateHandle(make, about) });
}

const sha256 = (size: number): string =>
  createHash('sha256')
    .update(seededBytes(7, 0, size))
    .digest('hex');

test('a sums file that is dropped on the window gives rows their sums by name', async ({ desk, serve }) => {
  const one = await serve({ name: 'one.bin', size: mebibyte, rate: 16 * mebibyte });
  const two = await serve({ name: 'two.bin', size: 2 * mebibyte, rate: 16 * mebibyte });
  await desk.add(`${one.url}\n${two.url}`);
  for (const { name } of [one, two])
    await expect(desk.row(name)).toContainText('Size only', { timeout: 30_000 });
  const sums = `${sha256(mebibyte)}  one.bin\n${'ab'.repeat(32)} *two.bin\n${'cd'.repeat(32)}  other.bin\n`;
  await drop(
    desk,
    (text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([String(text)], 'SHA256SUMS'));
      return transfer;
    },
    sums,
  );
  await expect(desk.page.getByText('2 sums were given to the files of their names')).toBeVisible();
  await expect(desk.row('one.bin')).toContainText('Verified', { timeout: 20_000 });
  await expect(desk.row('two.bin')).toContainText('Does not match', { timeout: 20_000 });
  await expect(desk.addDialog).toBeHidden();
});

test('a piece of a page that is dropped brings the link, and the sum that stands beside it', async ({
  desk,
  serve,
}) => {
  const file = await serve({ name: 'page.bin', size: mebibyte, rate: 16 * mebibyte });
  await drop(
    desk,
    (html) => {
      const transfer = new DataTransfer();
      transfer.setData('text/html', String(html));
      transfer.setData('text/plain', String(html).replace(/<[^>]+>/g, ''));
      return transfer;
    },
    `<table><tr><td><a href="${file.url}">page.bin</a></td><td>SHA-1: ${file.sha1}</td></tr></table>`,
  );
  await expect(desk.addDialog.getByRole('textbox', { name: 'Checksum' })).toHaveValue(file.sha1);
  await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.row('page.bin')).toContainText('Verified', { timeout: 20_000 });
});

test('redirects are shown hop by hop, with what would let anybody in hidden', async ({ desk, serve }) => {
  const { page } = desk;
  const file = await serve({ name: 'hops.bin', size: mebibyte, rate: 16 * mebibyte });
  const second = await startRangeServer({
    redirect: { status: 302, to: `${file.url}?signature=a-secret-of-mine` },
  });
  const first = await startRangeServer({ redirect: { status: 301, to: `${second.origin}/second` } });
  try {
    await desk.add(`${first.origin}/first`);
    await expect(desk.row('hops.bin')).toContainText('Size only', { timeout: 30_000 });
    await desk.select('hops.bin');
    await desk.tab('Details').click();
    const hops = page.getByRole('listitem').filter({ hasText: 'http://127.0.0.1' });
    await expect(hops).toHaveCount(3);
    await expect(hops.nth(0)).toContainText(`${first.origin}/first`);
    await expect(hops.nth(1)).toContainText(`${second.origin}/second`);
    await expect(hops.nth(2)).toContainText(new URL(file.url).host);
    await expect(page.locator('body')).not.toContainText('a-secret-of-mine');
  } finally {
    await first.close();
    await second.close();
  }
});
