import type { Page } from '@playwright/test';
import type { DoubleHost } from './fixtures/double-host.ts';
import { expect, test } from './fixtures/test.ts';
import { Desk } from './pages/desk.ts';

const mebibyte = 1024 * 1024;

/** Lets the page show notifications, and keeps those that it shows, so that one can be clicked. */
async function keepNotices(page: Page): Promise<void> {
  await page.context().grantPermissions(['notifications']);
  await page.addInitScript(() => {
    const shown: Notification[] = [];
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        shown.push(this);
      }
    };
    Object.assign(window, { shownNotices: shown });
  });
  await page.reload();
}

const noticesOf = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { shownNotices: Notification[] }).shownNotices.map(
      ({ title, body }) => `${title}: ${body}`,
    ),
  );

test('a click on a notification shows the download that it is about, wherever one was', async ({
  open,
  hostKind,
  serve,
}) => {
  // The notifications of a real system cannot be clicked from here.
  if (hostKind === 'desktop') return;
  const host = await open();
  const page = host.window;
  const desk = new Desk(page);
  await expect(desk.button('Add')).toBeVisible();
  if (hostKind === 'headless') await keepNotices(page);
  const told = async () =>
    hostKind === 'headless'
      ? await noticesOf(page)
      : ((await (host as DoubleHost).recorded('notification')) as { title: string; body: string }[]).map(
          ({ title, body }) => `${title}: ${body}`,
        );
  const click = () =>
    hostKind === 'headless'
      ? page.evaluate(() =>
          (window as unknown as { shownNotices: Notification[] }).shownNotices
            .at(-1)
            ?.dispatchEvent(new Event('click')),
        )
      : (host as DoubleHost).order({ kind: 'click-notification' });

  const other = await serve({ name: 'other.bin', size: 64 * mebibyte, rate: 64 * 1024 });
  const file = await serve({ name: 'told.bin', size: mebibyte, rate: 8 * mebibyte });
  await desk.add(other.url);
  await desk.add(file.url);
  await expect.poll(told).toEqual(['Download finished: told.bin']);

  // Somewhere else, where the row is not.
  await page.getByRole('treeitem', { name: /^Downloading/ }).click();
  await desk.select(other.name);
  await expect(desk.row(file.name)).toBeHidden();
  await click();
  await expect(desk.row(file.name)).toHaveAttribute('aria-selected', 'true');
  await expect(desk.row(other.name)).toHaveAttribute('aria-selected', 'false');
  await expect(desk.list).toBeFocused();
  if (hostKind === 'desktop-double') {
    expect(await (host as DoubleHost).recorded('window-focus')).toHaveLength(1);
  }

  // One that stopped and needs a person is told, too.
  await desk.add(new URL('gone.bin', file.url).href);
  await expect.poll(told).toEqual(['Download finished: told.bin', 'Download needs help: gone.bin']);
  await desk.select(other.name);
  await click();
  await expect(desk.row('gone.bin')).toHaveAttribute('aria-selected', 'true');

  // Whoever does not want to be told is not.
  await desk.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
  const notify = page.getByRole('checkbox', { name: 'Tell me when a download ends' });
  await notify.click();
  await expect(notify).not.toBeChecked();
  await page.keyboard.press('Escape');
  const second = await serve({ name: 'silent.bin', size: mebibyte, rate: 8 * mebibyte });
  await desk.add(second.url);
  await expect(desk.row(second.name)).toContainText('Size only');
  expect(await told()).toHaveLength(2);
});

test('a browser is asked from the settings where it has not been; a desktop needs no asking', async ({
  open,
  hostKind,
}) => {
  const { window: page } = await open();
  await page.addInitScript(() => {
    let permission: NotificationPermission = 'default';
    Object.defineProperty(Notification, 'permission', { get: () => permission });
    Notification.requestPermission = async () => (permission = 'granted');
  });
  await page.reload();
  await new Desk(page).button('Menu').click();
  await page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
  const allow = page.getByRole('button', { name: 'Allow notifications' });
  await expect(page.getByRole('checkbox', { name: 'Tell me when a download ends' })).toBeVisible();
  if (hostKind === 'headless') await allow.click();
  await expect(allow).toBeHidden();
});
