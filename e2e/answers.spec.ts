import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import type { RangeServerOptions } from '../electron/engine/testing/range-server/range-server-options.ts';
import type { RangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { seededBytes } from '../electron/engine/testing/range-server/seeded-body.ts';
import type { Desk } from './pages/desk.ts';
import { violations } from './pages/violations.ts';
import { expect, test as base } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;
const size = 6 * mebibyte;
const second = { seed: 2, etag: '"second"', lastModified: null };

const test = base.extend<{ start: (options?: RangeServerOptions) => Promise<RangeServer> }>({
  start: async ({}, use) => {
    const servers: RangeServer[] = [];
    await use(async (options) => {
      const server = await startRangeServer({ size, rate: mebibyte / 8, ...options });
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.close();
  },
});

/** A download that stands at some of its bytes, paused. */
async function paused(desk: Desk, server: RangeServer): Promise<void> {
  await desk.add(server.url);
  await server.until((stats) => stats.bytesSent > mebibyte / 2);
  await desk.select('file.bin');
  await desk.button('Pause').click();
  await expect(desk.row('file.bin')).toContainText('Paused');
}

test('a link that has expired: a new one is asked for, compared, and gone on with', async ({
  desk,
  home,
  start,
}) => {
  const { page } = desk;
  const server = await start();
  await paused(desk, server);
  server.behave({ status: 403 });
  await desk.button('Resume').click();
  const row = desk.row('file.bin');
  await expect(row).toContainText('Needs a new link');
  await expect(row).toContainText('The link has expired; what came so far is kept.');

  await row.getByRole('button', { name: 'New link for file.bin' }).click();
  const dialog = page.getByRole('dialog', { name: 'New link' });
  const field = dialog.getByRole('textbox', { name: 'Link' });
  await expect(field).toBeFocused();
  const wrong = await start({ seed: 2 });
  await field.fill(wrong.url);
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('The bytes at this link are not those that are here already.');
  expect.soft(await violations(page)).toEqual([]);
  await field.fill('not a link');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('That is no link that can be downloaded.');
  const right = await start({ rate: null });
  await field.fill(right.url);
  await dialog.getByRole('button', { name: 'Use this link' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('file.bin goes on from the new link.')).toBeVisible();
  await expect(row).toContainText('Size only');
  const file = await readFile(join(home.downloads, 'file.bin'));
  expect(file.equals(seededBytes(1, 0, size))).toBe(true);
});

test('the menu of a row takes a new link for a download that is not complete', async ({ desk, start }) => {
  const server = await start({ status: 404 });
  await desk.add(server.url);
  const row = desk.row('file.bin');
  await expect(row.getByRole('button', { name: 'New link for file.bin' })).toBeVisible();
  await row.click({ button: 'right' });
  await desk.page.getByRole('menuitem', { name: 'New link…' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'New link' });
  const right = await start({ rate: null });
  await dialog.getByRole('textbox', { name: 'Link' }).fill(right.url);
  await desk.page.keyboard.press('Enter');
  await expect(row).toContainText('Size only');
  await row.click({ button: 'right' });
  await expect(desk.page.getByRole('menuitem', { name: 'New link…' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test.describe('a file that changed on the server', () => {
  test.beforeEach(async ({ desk, start }) => {
    const server = await start();
    await paused(desk, server);
    server.behave({ ...second, rate: null });
    await desk.button('Resume').click();
    await expect(desk.row('file.bin')).toContainText('The file on the server has changed.');
  });

  test('asks, and starts over when told to', async ({ desk, home }) => {
    const row = desk.row('file.bin');
    const buttons = row.getByRole('button');
    await expect(buttons).toHaveText(['Start over', 'Keep both', 'Stop']);
    expect.soft(await violations(desk.page)).toEqual([]);
    await row.getByRole('button', { name: 'Start over' }).click();
    await expect(row).toContainText('Size only');
    const file = await readFile(join(home.downloads, 'file.bin'));
    expect(file.equals(seededBytes(2, 0, size))).toBe(true);
  });

  test('keeps both when told to', async ({ desk, home }) => {
    await desk.row('file.bin').getByRole('button', { name: 'Keep both' }).click();
    await expect(desk.row('file (1).bin')).toContainText('Size only');
    await expect(desk.row('file.bin')).toContainText('Paused');
    const names = (await readdir(home.downloads)).sort();
    expect(names).toEqual(['file (1).bin', 'file.bin.part', 'file.bin.part.tributary']);
  });

  test('stops with what is here when told to', async ({ desk, home }) => {
    await desk.row('file.bin').getByRole('button', { name: 'Stop' }).click();
    await expect(desk.row('file.bin')).toContainText('Paused');
    expect((await readdir(home.downloads)).sort()).toEqual(['file.bin.part', 'file.bin.part.tributary']);
  });
});

test('a web page in the place of a file is not kept, unless somebody wants it', async ({
  desk,
  home,
  start,
}) => {
  const content = '<!doctype html><title>Sign in to the network</title>';
  const server = await start({ content, contentType: 'text/html', ranges: 'ignored', rate: null });
  await desk.add(`${server.origin}/disc.iso`);
  const row = desk.row('disc.iso');
  await expect(row).toContainText('The server sent a web page in place of the file.');
  await expect(row.getByRole('button')).toHaveText(['Retry', 'Keep it anyway']);
  expect.soft(await violations(desk.page)).toEqual([]);
  await row.getByRole('button', { name: 'Keep it anyway' }).click();
  await expect(row).toContainText('Size only');
  expect(await readFile(join(home.downloads, 'disc.iso'), 'utf8')).toBe(content);
});
