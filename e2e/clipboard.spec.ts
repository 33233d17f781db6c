import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { seededBytes } from '../electron/engine/testing/range-server/seeded-body.ts';
import type { DoubleHost } from './fixtures/double-host.ts';
import type { Host } from './fixtures/host.ts';
import { expect, test } from './fixtures/test.ts';
import { Desk } from './pages/desk.ts';

/** Copies a text as another program would; in a browser, the window is then brought to the front. */
async function copy(host: Host, text: string): Promise<void> {
  if (isDouble(host)) {
    // The clipboard as it was before has been seen when this is recorded.
    await expect.poll(async () => (await host.recorded('clipboard-read')).length).toBeGreaterThan(0);
    await host.order({ kind: 'copy', text });
    return;
  }
  await host.window.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await host.window.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await host.window.evaluate(() => window.dispatchEvent(new Event('focus')));
}

function isDouble(host: Host): host is DoubleHost {
  return 'order' in host;
}

async function watch(desk: Desk, mode: string): Promise<void> {
  await desk.button('Menu').click();
  await desk.page.getByRole('menuitem', { name: 'Settings' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('combobox', { name: 'Clipboard watch' }).click();
  await desk.page.getByRole('option', { name: mode }).click();
  await expect(dialog.getByRole('textbox', { name: 'File types' })).toHaveValue(mode === 'Off' ? '' : /iso/);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
}

test('a copied link of a wished type is asked about, and never twice', async ({ open }) => {
  const server = await startRangeServer({ size: 1_000 });
  const host = await open();
  const desk = new Desk(host.window);
  await watch(desk, 'Ask about copied links');
  await copy(host, `${server.origin}/page.html and ${server.origin}/a.iso`);
  const links = desk.addDialog.getByRole('textbox', { name: 'Links' });
  await expect(links).toHaveValue(`${server.origin}/a.iso`);
  await desk.page.keyboard.press('Escape');
  await expect(desk.addDialog).toBeHidden();
  await copy(host, `again ${server.origin}/a.iso, and ${server.origin}/b.iso`);
  await expect(links).toHaveValue(`${server.origin}/b.iso`);
  await server.close();
});

test('silent: a copied link is fetched at once', async ({ open, home }) => {
  const server = await startRangeServer({ size: 1_000 });
  const host = await open();
  const desk = new Desk(host.window);
  await watch(desk, 'Fetch copied links at once');
  await copy(host, `${server.origin}/now.zip`);
  await expect(desk.row('now.zip')).toContainText('Size only', { timeout: 20_000 });
  expect(await readdir(home.downloads)).toEqual(['now.zip']);
  expect(server.requests).toHaveLength(1);
  await expect(desk.addDialog).toBeHidden();
  await server.close();
});

for (const mode of ['Fetch copied links at once', 'Ask about copied links']) {
  test(`${mode}: a copied link takes the place of one that has expired, of whatever type, once it is shown to be the same file`, async ({
    open,
    home,
  }) => {
    const size = 2 * 1024 * 1024;
    const servers = await Promise.all([
      startRangeServer({ size, rate: size / 8 }),
      startRangeServer({ size, seed: 2 }),
      startRangeServer({ size }),
    ]);
    const [first, other, same] = servers;
    const host = await open();
    const desk = new Desk(host.window);
    await watch(desk, mode);
    await desk.add(`${first.url}?key=1`);
    const row = desk.row('file.bin');
    await first.until((stats) => stats.bytesSent > size / 4);
    first.behave({ status: 403 });
    first.dropConnections();
    await expect(row).toContainText('Needs a new link', { timeout: 20_000 });
    if (mode.startsWith('Fetch')) {
      await copy(host, `${other.url}?key=2`);
      await other.until((stats) => stats.requests.length > 0);
      await copy(host, `${same.url}?key=3`);
    } else {
      await copy(host, `${same.url}?key=3`);
      await expect(desk.addDialog.getByRole('combobox', { name: 'What to do with file.bin' })).toContainText(
        'Take this link for it',
      );
      await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
    }
    await expect(row).toContainText('Size only', { timeout: 20_000 });
    expect((await readFile(join(home.downloads, 'file.bin'))).equals(seededBytes(1, 0, size))).toBe(true);
    await desk.select('file.bin');
    await desk.tab('Log').click();
    await expect(desk.page.getByRole('log')).toContainText('Going on with');
    await Promise.all(servers.map((server) => server.close()));
  });
}
