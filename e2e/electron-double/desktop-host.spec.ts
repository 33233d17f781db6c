import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compiledMain, startDouble } from '../fixtures/double-host.ts';
import type { DoubleHost } from '../fixtures/double-host.ts';
import { projectFolder } from '../fixtures/host-process.ts';
import { expect, test as base } from '../fixtures/test.ts';
import { Desk } from '../pages/desk.ts';

/** The compiled desktop host on the double: what it asks of the system. */
const test = base.extend<{ double: DoubleHost }>({
  double: async ({ home }, use) => {
    const host = await startDouble({ home });
    await use(host);
    await host.quit();
  },
});

test('the window is opened closed off, shown when it is drawn, and is the desk', async ({ double }) => {
  const [opened] = (await double.recorded('window')) as {
    options: { webPreferences: Record<string, unknown> };
  }[];
  expect(opened?.options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  await expect(new Desk(double.window).button('Add')).toBeVisible();
  expect(await double.recorded('window-show')).toHaveLength(1);
  expect(await double.recorded('preload-error')).toEqual([]);
});

test('the page gets two functions and no more', async ({ double }) => {
  const names = await double.window.evaluate(() =>
    Object.keys((window as unknown as { tributary: object }).tributary),
  );
  expect(names).toEqual(['send', 'onFrame']);
});

test('nothing on the page comes from another origin', async ({ double }) => {
  await expect(new Desk(double.window).list).toBeVisible();
  expect(await double.recorded('request-refused')).toEqual([]);
});

test('the page can go nowhere, and opens nothing', async ({ double }) => {
  await double.window.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await expect
    .poll(() => double.recorded('will-navigate'))
    .toEqual([{ url: 'https://example.com/', stopped: true }]);
  await double.window.evaluate(() => {
    window.open('https://example.com/a');
    window.open('http://example.com/b');
    window.open('file:///etc/passwd');
  });
  await expect.poll(async () => (await double.recorded('window-open')).length).toBe(3);
  for (const one of await double.recorded('window-open')) expect(one).toMatchObject({ action: 'deny' });
  expect(await double.recorded('open-external')).toEqual(['https://example.com/a']);
  await expect(new Desk(double.window).button('Add')).toBeVisible();
});

test('every permission is denied', async ({ double }) => {
  for (const name of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal']) {
    expect(await double.order({ kind: 'permission', name })).toEqual({ request: false, check: false });
  }
});

test('the menu and the tray open the Add dialog', async ({ double }) => {
  const desk = new Desk(double.window);
  await expect(desk.button('Add')).toBeVisible();
  expect(await double.order({ kind: 'menu', label: 'Add…' })).toBe(true);
  await expect(desk.addDialog).toBeVisible();
  await double.window.keyboard.press('Escape');
  await expect(desk.addDialog).toBeHidden();
  expect(await double.order({ kind: 'tray', label: 'Add…' })).toBe(true);
  await expect(desk.addDialog).toBeVisible();
});

test('a link it was started with is offered', async ({ home }) => {
  const host = await startDouble({ home, args: ['https://example.invalid/offered.iso', '--some-switch'] });
  const links = new Desk(host.window).addDialog.getByRole('textbox', { name: 'Links' });
  await expect(links).toHaveValue('https://example.invalid/offered.iso');
  await host.quit();
});

test('a tributary: link it was started with is asked about, without its folder or anything else', async ({
  home,
}) => {
  const good = 'tributary://add?url=https%3A%2F%2Fexample.invalid%2Fasked.iso&name=named.iso';
  const host = await startDouble({
    home,
    args: [good, 'tributary://add?url=https%3A%2F%2Fx.invalid%2F&dir=%2Fetc'],
  });
  const { addDialog } = new Desk(host.window);
  await expect(addDialog.getByRole('checkbox')).toHaveCount(1);
  await expect(addDialog.getByRole('list', { name: 'Links found' })).toContainText('named.iso');
  await expect(addDialog.getByRole('list', { name: 'Left out' })).toContainText('tributary: link');
  await host.quit();
});

test('a second start hands its links over and ends', async ({ double, home }) => {
  const desk = new Desk(double.window);
  await expect(desk.button('Add')).toBeVisible();
  const runner = join(projectFolder, 'e2e/electron-double/run.ts');
  const second = spawn(process.execPath, [runner, compiledMain, 'https://example.invalid/second.iso'], {
    env: home.env,
    stdio: 'ignore',
  });
  const [status] = (await once(second, 'exit')) as [number];
  expect(status).toBe(0);
  await expect(desk.addDialog.getByRole('textbox', { name: 'Links' })).toHaveValue(
    'https://example.invalid/second.iso',
  );
  expect(await double.recorded('window-focus')).toHaveLength(1);
});

test('closing the window ends the program, and its place is remembered', async ({ home }) => {
  const host = await startDouble({ home });
  await expect(new Desk(host.window).button('Add')).toBeVisible();
  await host.order({ kind: 'close-window' });
  expect(await host.ended).toBe(0);
  const place = JSON.parse(
    await readFile(join(home.folder, 'state/tributary/window.json'), 'utf8'),
  ) as object;
  expect(place).toMatchObject({ width: 1180, height: 760, maximized: false });
});

test('a reloaded page is served like a new one', async ({ double }) => {
  const desk = new Desk(double.window);
  await expect(desk.button('Add')).toBeVisible();
  await double.window.reload();
  await expect(desk.list).toBeVisible();
  await expect(desk.button('Add')).toBeVisible();
});

test('a running download shows outside the window, and its end is told', async ({ double, serve }) => {
  const mebibyte = 1024 * 1024;
  const file = await serve({ name: 'shown.bin', size: 12 * mebibyte, rate: mebibyte });
  const desk = new Desk(double.window);
  await desk.add(file.url, { checksum: file.sha1 });
  await expect.poll(() => double.recorded('power-blocker')).toEqual([{ blocking: 1 }]);
  await expect(desk.row(file.name)).toContainText('Verified', { timeout: 30_000 });
  await expect.poll(() => double.recorded('power-blocker')).toEqual([{ blocking: 1 }, { blocking: 0 }]);
  const bars = (await double.recorded('progress-bar')) as number[];
  expect(bars.some((bar) => bar > 0 && bar < 1)).toBe(true);
  expect(bars.at(-1)).toBe(-1);
  await expect.poll(() => double.recorded('notification')).toHaveLength(1);
});
