import { join } from 'node:path';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import type { RangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { seededSum } from '../electron/engine/testing/range-server/seeded-body.ts';
import { expect, test as base } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;
const size = 2 * mebibyte;

const test = base.extend<{ start: typeof startRangeServer }>({
  start: async ({}, use) => {
    const servers: RangeServer[] = [];
    await use(async (options) => {
      const server = await startRangeServer({ seed: 3, size, ...options });
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.close();
  },
});

test('a file of unknown length claims no percentage before its last byte', async ({ desk, start }) => {
  const server = await start({ ranges: 'ignored', framing: 'chunked', rate: mebibyte });
  await desk.add(server.url);
  await desk.select('file.bin');
  await expect(desk.segment(1)).toHaveAttribute('aria-valuetext', /^from 0/);
  await expect(desk.segment(1)).not.toHaveAttribute('aria-valuenow');
  await expect(desk.bar('file.bin')).not.toHaveAttribute('aria-valuenow');
  await expect(desk.row('file.bin')).toContainText('Size only');
  await expect(desk.segment(1)).toHaveAttribute('aria-valuenow', '100');
});

test('a server that asks to wait shows no bytes on their way', async ({ desk, start }) => {
  const server = await start({ status: 503, retryAfter: 60 });
  await desk.add(server.url);
  await expect(desk.row('file.bin')).toContainText('The server asked to wait');
  await expect(desk.bar('file.bin')).toHaveAttribute('aria-valuenow', '0');
});

test('a server that goes away in the middle is told with its reason and no speed, and goes on when it is back', async ({
  desk,
  start,
}) => {
  const server = await start({ rate: mebibyte / 8 });
  await desk.add(server.url);
  const row = desk.row('file.bin');
  await expect(row).toHaveAccessibleName(/a second/);
  await server.close();
  await expect(row).toContainText(/Connecting.*The server refuses connections.*Tries again in/);
  await expect(row).not.toHaveAccessibleName(/a second|left/);
  await expect(desk.page.getByRole('contentinfo')).toContainText('0 B/s');
  await start({ port: Number(new URL(server.origin).port) });
  await row.getByRole('button', { name: 'Retry' }).press('Enter');
  await expect(row).toContainText('Size only');
  // The button that had the focus is gone, and the focus is not.
  await expect(desk.list).toBeFocused();
});

test('after a mismatch the right sum of another algorithm gives the kept file its name', async ({
  desk,
  start,
}) => {
  const server = await start({});
  await desk.add(server.url, { checksum: '0'.repeat(64) });
  await expect(desk.row('file.bin')).toContainText('Does not match');
  const { length } = server.requests;
  await desk.select('file.bin');
  await desk.tab('Checksum').click();
  const panel = desk.page.getByRole('tabpanel', { name: 'Checksum' });
  await panel.getByRole('textbox', { name: 'Checksum' }).fill(seededSum(3, size));
  await desk.page.keyboard.press('Enter');
  await expect(desk.row('file.bin')).toContainText('Verified');
  expect(server.requests.length).toBe(length);
});

test('a download is given a speed limit of its own', async ({ desk, start }) => {
  const server = await start({ rate: mebibyte / 32 });
  await desk.add(server.url);
  await desk.select('file.bin');
  await desk.tab('Details').click();
  const field = desk.page.getByRole('textbox', { name: 'Speed limit' });
  await field.fill('fast');
  await field.press('Enter');
  await expect(desk.page.getByText('Not a speed.')).toBeVisible();
  await field.fill('1 KiB/s');
  await field.press('Enter');
  await expect(field).toHaveValue('1k');
});

test('arrows go to the list where nothing has the focus, and dialogs give the focus back', async ({
  desk,
  start,
}) => {
  const server = await start({ status: 404 });
  await desk.add(server.url);
  await expect(desk.row('file.bin')).toContainText('Failed');
  await desk.page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await desk.page.keyboard.press('ArrowDown');
  await expect(desk.list).toBeFocused();
  await desk.page.keyboard.press('Delete');
  await desk.page.getByRole('treeitem', { name: /^Trash/ }).click();
  await desk.select('file.bin');
  await desk.list.focus();
  await desk.page.keyboard.press('Delete');
  await expect(desk.page.getByRole('dialog', { name: 'Remove 1 download' })).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await expect(desk.list).toBeFocused();
});

test('a path inside the folders that is no file is told as such', async ({ desk, home }) => {
  await desk.button('Verify').click();
  await desk.verifyDialog.getByRole('textbox', { name: 'File' }).fill(join(home.downloads, 'none.bin'));
  await desk.verifyDialog.getByRole('textbox', { name: 'Checksum' }).fill('0'.repeat(40));
  await desk.page.keyboard.press('Enter');
  await expect(desk.verifyDialog.getByText('There is no file at this path.')).toBeVisible();
});
