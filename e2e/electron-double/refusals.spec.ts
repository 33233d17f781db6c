import { expect, test } from '../fixtures/test.ts';
import { openSmall, runSmall } from './small-program.ts';

const scheme = "protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);";

/** What the real Electron refuses, or would silently not do: a main module, and words of the refusal. */
const refused: readonly (readonly [name: string, main: string, words: string])[] = [
  [
    'an option of the window that does not exist',
    'whenReady(() => open({ titel: "x" }));',
    'no option "titel"',
  ],
  [
    'a web preference that does not exist',
    'whenReady(() => open({}, { sandboxed: true }));',
    'no option "sandboxed"',
  ],
  ['a window without its sandbox', 'whenReady(() => open({}, { sandbox: false }));', 'without its sandbox'],
  [
    'a window before the app is ready',
    'early(() => open());',
    'Cannot create BrowserWindow before app is ready',
  ],
  ['a scheme registered too late', `whenReady(() => { ${scheme} });`, 'should be called before app is ready'],
  [
    'a privilege that does not exist',
    "protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { secured: true } }]);",
    'no option "secured"',
  ],
  ['a page of a scheme that is not standard', 'whenReady(page);', 'is no standard scheme'],
  ['the session before the app is ready', 'early(() => session.defaultSession);', 'when app is ready'],
  ['the screen before the app is ready', 'early(() => screen.getAllDisplays());', 'before app is ready'],
  ['an event that does not exist', "app.on('before-quitting', () => {});", 'no event "before-quitting"'],
  [
    'a window event that does not exist',
    "whenReady(() => open().on('closing', () => {}));",
    'no event "closing"',
  ],
  [
    'a web contents event that does not exist',
    "whenReady(() => open().webContents.on('navigate', () => {}));",
    'no event "navigate"',
  ],
  ['a path name that does not exist', "app.getPath('download');", "Failed to get 'download' path"],
  [
    'a menu option that does not exist',
    "whenReady(() => Menu.buildFromTemplate([{ label: 'x', submenu: [{ label: 'y', onclick() {} }] }]));",
    'no option "onclick"',
  ],
  [
    'a menu role that does not exist',
    "whenReady(() => Menu.buildFromTemplate([{ role: 'exit' }]));",
    'cannot be "exit"',
  ],
  [
    'a notification option that does not exist',
    "whenReady(() => new Notification({ text: 'x' }));",
    'no option "text"',
  ],
  [
    'a dialog option that does not exist',
    'whenReady(() => dialog.showOpenDialog({ kind: 1 }));',
    'no option "kind"',
  ],
  [
    'a dialog property that does not exist',
    "whenReady(() => dialog.showOpenDialog({ properties: ['openFolder'] }));",
    'cannot be "openFolder"',
  ],
  [
    'a tray icon that is not there',
    "whenReady(() => new Tray(nativeImage.createFromPath('/nowhere.png')));",
    'Failed to load image',
  ],
  [
    'a power blocker that does not exist',
    "powerSaveBlocker.start('prevent-sleep');",
    'no power save blocker',
  ],
  ['a function of Electron that the double lacks', 'app.getGPUInfo();', 'getGPUInfo is not a function'],
  [
    'a value that cannot be cloned, sent to the page',
    `${scheme} whenReady(() => { page(); const w = open(); w.webContents.send('down', () => 1); });`,
    'An object could not be cloned',
  ],
];

for (const [name, main, words] of refused) {
  test(`the double refuses ${name}`, async ({ home }) => {
    const { status, said } = await runSmall(home, { main });
    expect(said).toContain(words);
    expect(status).toBe(1);
  });
}

test('the double refuses a name that electron does not export', async ({ home }) => {
  const { status, said } = await runSmall(home, { main: "import { browserWindow } from 'electron';" });
  expect(said).toContain('does not provide an export named');
  expect(status).toBe(1);
});

for (const [name, program] of [
  ['an ES module as preload', { preloadName: 'preload.mjs', preload: 'export {};' }],
  ['an ES module under another name', { preload: "import { ipcRenderer } from 'electron';" }],
] as const) {
  test(`the double refuses ${name}`, async ({ home }) => {
    const { status, said } = await runSmall(home, { main: 'whenReady(() => open());', ...program });
    expect(said).toMatch(/cannot be an ES module|Cannot use import statement/);
    expect(status).toBe(1);
  });
}

const window = `${scheme} whenReady(() => { page(); const w = open(); globalThis.w = w; });`;

test('the double gives a preload no module but those of a sandboxed one', async ({ home }) => {
  const host = await openSmall(home, { main: window, preload: "require('node:fs');" });
  await expect.poll(() => host.recorded('preload-error')).toEqual(['Error: module not found: node:fs']);
  await host.quit();
});

test('the double refuses a value that cannot be cloned, sent by the page', async ({ home }) => {
  const host = await openSmall(home, { main: window });
  const thrown = await host.window.evaluate(() => {
    try {
      (window as unknown as { small: { send: (value: unknown) => void } }).small.send(() => 1);
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  });
  expect(thrown).toContain('could not be cloned');
  await host.quit();
});

test('the double lets no page load from anywhere but its own scheme', async ({ home }) => {
  const page = '<!doctype html><title>small</title><img src="https://example.invalid/x.png">';
  const host = await openSmall(home, { main: window, page });
  await expect.poll(() => host.recorded('request-refused')).toEqual(['https://example.invalid/x.png']);
  await host.quit();
});
