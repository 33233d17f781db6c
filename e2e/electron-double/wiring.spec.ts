import { expect, test } from '../fixtures/test.ts';
import { isMainExport, memberNames } from './electron-typings.ts';
import { openSmall } from './small-program.ts';

interface SmallPage {
  readonly small: { send(value: unknown): void; onDown(listener: (value: unknown) => void): void };
  heard: unknown[];
}

const echo = `
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
whenReady(() => {
  page();
  const w = open();
  w.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  w.webContents.on('will-frame-navigate', (event) => event.preventDefault());
  w.webContents.ipc.on('up', (event, value) =>
    w.webContents.send('down', [value, event.senderFrame === w.webContents.mainFrame, event.senderFrame.url, event.senderFrame.origin]));
});`;

test('frames go up and come back in order, with the sender that the real one names', async ({ home }) => {
  const host = await openSmall(home, { main: echo });
  const heard = await host.window.evaluate(async () => {
    const page = window as unknown as SmallPage;
    page.heard = [];
    const all = new Promise<unknown>((resolve) => {
      page.small.onDown((value) => {
        if (page.heard.push(value) === 20) resolve(page.heard);
      });
    });
    for (let i = 0; i < 20; i += 1) page.small.send({ i });
    return all;
  });
  const origin = 'app://small';
  expect(heard).toEqual(Array.from({ length: 20 }, (_, i) => [{ i }, true, `${origin}/index.html`, origin]));
  expect(await host.quit()).toBe(0);
});

test('a page that goes elsewhere is asked about, and stays where that is prevented', async ({ home }) => {
  const host = await openSmall(home, { main: echo });
  await host.window.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await expect
    .poll(() => host.recorded('will-navigate'))
    .toEqual([{ url: 'https://example.com/', stopped: true }]);
  await expect(host.window).toHaveTitle('small');
  await host.quit();
});

test('a window that the page opens is put to its handler', async ({ home }) => {
  const host = await openSmall(home, { main: echo });
  expect(await host.window.evaluate(() => window.open('https://example.com/'))).toBeNull();
  await expect
    .poll(() => host.recorded('window-open'))
    .toEqual([{ url: 'https://example.com/', action: 'deny' }]);
  await host.quit();
});

test('the page reloads, and its preload with it', async ({ home }) => {
  const host = await openSmall(home, { main: echo });
  await host.window.reload();
  expect(await host.window.evaluate(() => typeof (window as unknown as SmallPage).small.send)).toBe(
    'function',
  );
  await host.quit();
});

test('the double has nothing that Electron does not have', async () => {
  const double = (await import('./index.ts')) as Record<string, unknown>;
  for (const name of Object.keys(double)) expect(isMainExport(name), name).toBe(true);
  const own = new Set([
    'constructor',
    'ask',
    'becomeReady',
    'windowClosed',
    'inhabit',
    'load',
    'answer',
    'grants',
    'handlerFor',
  ]);
  const prototypes: readonly (readonly [string, object])[] = [
    ['App', Object.getPrototypeOf(double['app']) as object],
    ['BrowserWindow', (double['BrowserWindow'] as { prototype: object }).prototype],
    ['Tray', (double['Tray'] as { prototype: object }).prototype],
    ['Notification', (double['Notification'] as { prototype: object }).prototype],
    ['Protocol', Object.getPrototypeOf(double['protocol']) as object],
    ['Dialog', double['dialog'] as object],
    ['Shell', double['shell'] as object],
    ['PowerSaveBlocker', double['powerSaveBlocker'] as object],
  ];
  for (const [typing, prototype] of prototypes) {
    const known = memberNames(typing);
    for (const name of Object.getOwnPropertyNames(prototype)) {
      expect(known.has(name) || own.has(name), `${typing}.${name}`).toBe(true);
    }
  }
});
