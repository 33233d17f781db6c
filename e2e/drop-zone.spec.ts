import type { Locator, Page } from '@playwright/test';
import type { DoubleHost } from './fixtures/double-host.ts';
import type { Host } from './fixtures/host.ts';
import { expect, test as base } from './fixtures/test.ts';
import { Desk } from './pages/desk.ts';

const mebibyte = 1024 * 1024;

/** The drop zone where this host has it: in a window of its own, or in the corner of the page. */
class Zone {
  readonly #host: Host;
  readonly #inBrowser: boolean;
  readonly desk: Desk;
  #toggled = 0;

  constructor(host: Host, inBrowser: boolean) {
    this.#host = host;
    this.#inBrowser = inBrowser;
    this.desk = new Desk(host.window);
  }

  async page(): Promise<Page> {
    return this.#inBrowser
      ? this.#host.window
      : await (this.#host as DoubleHost).otherWindow('/drop-zone.html');
  }

  async square(): Promise<Locator> {
    return (await this.page()).getByRole('button', { name: /^Drop zone: / });
  }

  /** Opens its menu by the pointer and chooses. */
  async choose(label: string): Promise<void> {
    await (await this.square()).click({ button: 'right' });
    if (this.#inBrowser) await this.#host.window.getByRole('menuitem', { name: label, exact: true }).click();
    else {
      await expect.poll(() => (this.#host as DoubleHost).order({ kind: 'popup', label }), label).toBe(true);
    }
  }

  /** Where its upper left corner is: on the screen, or in the page. */
  async place(): Promise<{ readonly x: number; readonly y: number }> {
    if (!this.#inBrowser) {
      const place = await (this.#host as DoubleHost).order({ kind: 'place', page: '/drop-zone.html' });
      const { x, y } = place as { x: number; y: number };
      return { x, y };
    }
    const box = await (await this.square()).boundingBox();
    return { x: box?.x ?? Number.NaN, y: box?.y ?? Number.NaN };
  }

  /** Its place at the lower edge of the screen, or of the page. The double's screen has 1,040 pixels. */
  async lowest(): Promise<number> {
    return (this.#inBrowser ? await this.desk.page.evaluate(() => innerHeight) : 1_040) - 88;
  }

  /** The main window was shown or hidden; in a browser, which has no other window, the Add dialog opened. */
  async expectOpened(): Promise<void> {
    if (this.#inBrowser) {
      await expect(this.desk.addDialog).toBeVisible();
      await this.desk.page.keyboard.press('Escape');
      await expect(this.desk.addDialog).toBeHidden();
      return;
    }
    this.#toggled += 1;
    const host = this.#host as DoubleHost;
    const way = this.#toggled % 2 === 1 ? 'window-hide' : 'window-focus';
    await expect.poll(async () => (await host.recorded(way)).length).toBe(Math.ceil(this.#toggled / 2));
  }

  async isGone(): Promise<boolean> {
    if (this.#inBrowser) return !(await (await this.square()).isVisible());
    return this.#host.window.context().pages().length === 1;
  }
}

const test = base.extend<{ zone: Zone }>({
  zone: async ({ open, hostKind }, use) => {
    const zone = new Zone(await open(), hostKind === 'headless');
    await expect(zone.desk.button('Add')).toBeVisible();
    await use(zone);
  },
});

const menuItem = async ({ desk }: Zone): Promise<Locator> => {
  await desk.button('Menu').click();
  return desk.page.getByRole('menuitemcheckbox', { name: 'Drop zone' });
};

test('it is switched on in the menu, says how fast everything is, and pauses and resumes it', async ({
  zone,
  serve,
  hostKind,
}) => {
  if (hostKind === 'desktop') return;
  await (await menuItem(zone)).click();
  const square = await zone.square();
  await expect(square).toHaveAccessibleName('Drop zone: nothing is downloading');
  const { desk } = zone;
  const file = await serve({ name: 'zone.bin', size: 48 * mebibyte, rate: mebibyte / 2 });
  await desk.add(file.url);
  await expect(square).toHaveAccessibleName(/^Drop zone: \d+(\.\d)? [KM]iB\/s$/);
  await zone.choose('Pause all');
  await expect(desk.row(file.name)).toContainText('Paused');
  await expect(square).toHaveAccessibleName('Drop zone: nothing is downloading');
  await zone.choose('Resume all');
  await expect(desk.row(file.name)).toContainText('Downloading');
  await zone.choose('Hide the drop zone');
  await expect.poll(() => zone.isGone()).toBe(true);
  await expect(await menuItem(zone)).toHaveAttribute('aria-checked', 'false');
});

test('links, text and files that are dropped on it are in the Add dialog of the window', async ({
  zone,
  hostKind,
}) => {
  if (hostKind === 'desktop') return;
  await (await menuItem(zone)).click();
  const square = await zone.square();
  const page = await zone.page();
  const links = zone.desk.addDialog.getByRole('textbox', { name: 'Links' });
  const drop = async (kind: 'text/uri-list' | 'text/plain' | 'file', text: string): Promise<void> => {
    const dataTransfer = await page.evaluateHandle(
      ([type, content]) => {
        const transfer = new DataTransfer();
        if (type === 'file') transfer.items.add(new File([content], 'list.txt', { type: 'text/plain' }));
        else transfer.setData(type, content);
        return transfer;
      },
      [kind, text] as const,
    );
    await square.dispatchEvent('drop', { dataTransfer });
    await expect(links).toHaveValue(new RegExp(text.replaceAll('.', '\\.')));
    await zone.desk.page.keyboard.press('Escape');
    await expect(zone.desk.addDialog).toBeHidden();
  };
  await drop('text/uri-list', 'https://a.invalid/one.iso');
  await drop('text/plain', 'It is at https://a.invalid/two.iso today');
  await drop('file', 'https://a.invalid/three.iso');
});

test('it is moved by the arrow keys and by hand, never off the screen, and remembers its place', async ({
  zone,
  hostKind,
}) => {
  if (hostKind === 'desktop') return;
  await (await menuItem(zone)).click();
  const square = await zone.square();
  const page = await zone.page();
  await square.focus();
  const begin = await zone.place();
  await square.press('ArrowLeft');
  await square.press('ArrowUp');
  await expect.poll(() => zone.place()).toEqual({ x: begin.x - 16, y: begin.y - 16 });

  // Its own window moves under the pointer in the real world; the way is told all the same.
  const box = await square.boundingBox();
  if (box === null) throw new Error('The square is not drawn');
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.move(box.x - 60, box.y - 60);
  await page.mouse.up();
  await page.mouse.move(box.x + 10, box.y + 10);
  const moved = { x: begin.x - 116, y: begin.y - 116 };
  await expect.poll(() => zone.place()).toEqual(moved);

  for (let press = 0; press < 30; press += 1) await square.press('ArrowDown');
  const lowest = await zone.lowest();
  await expect.poll(() => zone.place()).toEqual({ x: moved.x, y: lowest });

  await zone.choose('Hide the drop zone');
  await expect.poll(() => zone.isGone()).toBe(true);
  await (await menuItem(zone)).click();
  await expect(await zone.square()).toBeVisible();
  expect(await zone.place()).toEqual({ x: moved.x, y: lowest });
});

test('Enter does what a double click does', async ({ zone, hostKind }) => {
  if (hostKind === 'desktop') return;
  await (await menuItem(zone)).click();
  const square = await zone.square();
  for (const act of [() => square.dblclick(), () => square.press('Enter')]) {
    await act();
    await zone.expectOpened();
  }
});

test('the palette and the settings switch it, too, and it is there after a new start', async ({
  open,
  hostKind,
}) => {
  if (hostKind === 'desktop') return;
  const host = await open();
  const zone = new Zone(host, hostKind === 'headless');
  const { desk } = zone;
  await expect(desk.button('Add')).toBeVisible();
  await desk.page.keyboard.press('Control+K');
  await desk.page.getByRole('combobox', { name: 'Command' }).fill('drop zone');
  await desk.page.keyboard.press('Enter');
  await expect(await zone.square()).toBeVisible();
  await desk.button('Menu').click();
  await desk.page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
  const tick = desk.page.getByRole('checkbox', { name: 'Drop zone' });
  await expect(tick).toBeChecked();
  await tick.click();
  await expect.poll(() => zone.isGone()).toBe(true);
  // It may be gone before the tick is: a second click would switch it off once more.
  await expect(tick).not.toBeChecked();
  await tick.click();
  await expect(tick).toBeChecked();
  await expect(await zone.square()).toBeVisible();
  await host.quit();
  const again = new Zone(await open(), hostKind === 'headless');
  await expect(await again.square()).toBeVisible();
});

test('it speaks the language of the window', async ({ zone, hostKind }) => {
  if (hostKind === 'desktop') return;
  await (await menuItem(zone)).click();
  await expect(await zone.square()).toBeVisible();
  await zone.desk.button('Menu').click();
  await zone.desk.page.getByRole('menuitem', { name: 'Language' }).click();
  await zone.desk.page.getByRole('menuitemradio', { name: '한국어' }).click();
  const korean = (await zone.page()).getByRole('button', { name: '놓기 창: 받는 중인 항목 없음' });
  await expect(korean).toBeVisible();
});
