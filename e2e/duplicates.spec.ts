import { readdir } from 'node:fs/promises';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import type { RangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import type { RangeServerOptions } from '../electron/engine/testing/range-server/range-server-options.ts';
import { expect, test as base } from './fixtures/test.ts';
import type { Desk } from './pages/desk.ts';

const mebibyte = 1024 * 1024;

const test = base.extend<{ start: (options?: RangeServerOptions) => Promise<RangeServer> }>({
  start: async ({}, use) => {
    const servers: RangeServer[] = [];
    await use(async (options) => {
      const server = await startRangeServer({ size: 24 * mebibyte, ...options });
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.close();
  },
});

/** Opens the Add dialog with links and answers what to do with the one that is a duplicate. */
async function answer(desk: Desk, links: string, name: string, choice: string): Promise<void> {
  await desk.button('Add').click();
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(links);
  await desk.addDialog.getByRole('combobox', { name: `What to do with ${name}` }).click();
  await desk.page.getByRole('option', { name: choice, exact: true }).click();
  await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
}

async function pausedHalfway(desk: Desk, server: RangeServer): Promise<void> {
  await desk.add(server.url);
  await server.until((stats) => stats.bytesSent > mebibyte / 4);
  await desk.select('file.bin');
  await desk.button('Pause').click();
  await expect(desk.row('file.bin')).toContainText('Paused');
}

test('a link of the list is marked, skipped unless it is asked for, and can go on', async ({
  desk,
  start,
}) => {
  const server = await start({ rate: mebibyte / 16 });
  await pausedHalfway(desk, server);
  // Another way to write the same address.
  const again = server.url.replace('file.bin', '%66ile.bin#part');
  await desk.button('Add').click();
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(again);
  await expect(desk.addDialog).toContainText('Already in the list: file.bin (Paused)');
  await expect(desk.addDialog.getByRole('checkbox')).not.toBeChecked();
  await desk.page.keyboard.press('Enter');
  await expect(desk.addDialog.getByRole('alert')).toHaveText(/^No link is ticked/);
  await desk.page.keyboard.press('Escape');
  await answer(desk, again, 'file.bin', 'Go on with the one in the list');
  await expect(desk.addDialog).toBeHidden();
  await expect(desk.row('file.bin')).toContainText(/Waiting|Connecting|Downloading/);
  await expect(desk.list.getByRole('row', { name: /^file/ })).toHaveCount(1);
});

test('a new link is taken for the file of its name, and one to another file is refused', async ({
  desk,
  start,
}) => {
  const server = await start({ rate: mebibyte / 16 });
  await pausedHalfway(desk, server);
  const same = await start();
  const other = await start({ seed: 2, etag: '"other"', lastModified: null });
  await answer(desk, other.url, 'file.bin', 'Take this link for it');
  await expect(desk.addDialog.getByRole('alert')).not.toBeEmpty();
  await desk.page.keyboard.press('Escape');
  await answer(desk, same.url, 'file.bin', 'Take this link for it');
  await expect(desk.addDialog).toBeHidden();
  await desk.button('Resume').click();
  await expect(desk.row('file.bin')).toContainText('Size only', { timeout: 20_000 });
  expect(same.stats.bytesSent).toBeGreaterThan(mebibyte);
});

test('two links of one name are marked in the text itself, and both come, numbered, or one is skipped', async ({
  desk,
  home,
  start,
}) => {
  const [first, second, third] = [
    await start({ size: 1_000 }),
    await start({ seed: 2, size: 1_000 }),
    await start({ size: 1_000 }),
  ];
  await desk.button('Add').click();
  const links = [first.url, second.url, third.url].join('\n');
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(links);
  await expect(desk.addDialog.getByText('Another link here has the same name')).toHaveCount(2);
  await desk.addDialog.getByRole('combobox', { name: 'What to do with file.bin' }).last().click();
  await desk.page.getByRole('option', { name: 'Skip', exact: true }).click();
  await expect(desk.addDialog.getByRole('checkbox').last()).not.toBeChecked();
  await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.list.getByText('Size only')).toHaveCount(2, { timeout: 20_000 });
  expect((await readdir(home.downloads)).sort()).toEqual(['file (1).bin', 'file.bin']);
});
