import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDouble } from '../fixtures/double-host.ts';
import type { DoubleHost } from '../fixtures/double-host.ts';
import { expect, test as base } from '../fixtures/test.ts';
import { Desk } from '../pages/desk.ts';

/** The drop zone as a window of the desktop host; what it does is in drop-zone.spec.ts, for every host. */
const test = base.extend<{ double: DoubleHost }>({
  double: async ({ home }, use) => {
    const host = await startDouble({ home });
    await expect(new Desk(host.window).button('Add')).toBeVisible();
    await host.order({ kind: 'tray', label: 'Drop zone' });
    await use(host);
    if (host.window.isClosed()) await host.kill();
    else await host.quit();
  },
});

const page = '/drop-zone.html';
const square = async (host: DoubleHost) =>
  (await host.otherWindow(page)).getByRole('button', { name: /^Drop zone: / });

test('it is a small window without a frame above all others, closed off like the first', async ({
  double,
}) => {
  await expect(await square(double)).toBeVisible();
  const opened = (await double.recorded('window')) as { options: Record<string, unknown> }[];
  expect(opened).toHaveLength(2);
  const [, zone] = opened;
  expect(zone?.options).toMatchObject({
    width: 88,
    height: 88,
    x: 1920 - 24 - 88,
    y: 1040 - 24 - 88,
    frame: false,
    resizable: false,
    alwaysOnTop: true,
    skipTaskbar: true,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false },
  });
  // It comes without taking the focus.
  await expect.poll(() => double.recorded('window-show-inactive')).toHaveLength(1);
  expect(await double.recorded('window-focus')).toEqual([]);
  expect(await double.recorded('request-refused')).toEqual([]);
  expect(await double.recorded('preload-error')).toEqual([]);
});

test('its menu has what it is there for', async ({ double }) => {
  await (await square(double)).click({ button: 'right' });
  await expect.poll(() => double.recorded('menu-popup')).toHaveLength(1);
  const lines = (await double.order({ kind: 'popup-menu' })) as { label: string }[];
  expect(lines.map(({ label }) => label)).toEqual([
    'Show or hide Tributary',
    'Add…',
    'Resume all',
    'Pause all',
    'Hide the drop zone',
    'Quit',
  ]);
});

test('the program goes on while only the drop zone is there, and comes back by it', async ({ double }) => {
  const zone = await square(double);
  await expect(zone).toBeVisible();
  await double.order({ kind: 'close-window', page: '/index.html' });
  await expect.poll(() => double.window.isClosed()).toBe(true);
  const coming = zone.page().context().waitForEvent('page');
  await zone.dblclick();
  const again = await coming;
  await expect(new Desk(again).button('Add')).toBeVisible();
});

test('the window comes forward when the drop zone is hidden while it is hidden itself', async ({
  double,
}) => {
  const zone = await square(double);
  await zone.press('Enter');
  await expect.poll(() => double.recorded('window-hide')).toHaveLength(1);
  await double.order({ kind: 'tray', label: 'Drop zone' });
  await expect.poll(() => double.recorded('window-focus')).toHaveLength(1);
  await expect.poll(() => double.window.context().pages().length).toBe(1);
});

test('closed by the system it is switched off; ended with the program it is not', async ({ home }) => {
  const settings = async () =>
    JSON.parse(await readFile(join(home.folder, 'config/tributary/settings.json'), 'utf8')) as object;
  const host = await startDouble({ home });
  await expect(new Desk(host.window).button('Add')).toBeVisible();
  await host.order({ kind: 'tray', label: 'Drop zone' });
  await expect(await square(host)).toBeVisible();
  await expect.poll(settings).toMatchObject({ dropZone: true });
  await host.order({ kind: 'close-window', page });
  await expect.poll(settings).toMatchObject({ dropZone: false });
  await expect
    .poll(() => host.order({ kind: 'tray-menu' }))
    .toContainEqual({ label: 'Drop zone', enabled: true, checked: false });
  await host.order({ kind: 'tray', label: 'Drop zone' });
  await expect(await square(host)).toBeVisible();
  await host.quit();
  expect(await settings()).toMatchObject({ dropZone: true });
});
