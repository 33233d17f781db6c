import { expect, it } from 'vitest';
import { windowOpener } from './window-opener.ts';
import type { Desktop } from './window-opener.ts';

const address = 'http://127.0.0.1:4000/#token=t';
const linux = (installed: readonly string[], more: Partial<Desktop> = {}): Desktop => ({
  platform: 'linux',
  env: { DISPLAY: ':0' },
  isRoot: false,
  profile: '/home/state',
  find: (names) => names.find((name) => installed.includes(name)) ?? null,
  ...more,
});

it('an installed Chromium opens it as a window of its own', () => {
  const opener = windowOpener(address, linux(['xdg-open', 'chromium']));
  expect(opener).toMatchObject({ command: 'chromium', ownWindow: true });
  expect(opener?.args).toContain(`--app=${address}`);
  expect(opener?.args).not.toContain('--no-sandbox');
});

it('as root Chromium is started without its sandbox', () => {
  expect(windowOpener(address, linux(['chromium'], { isRoot: true }))?.args).toContain('--no-sandbox');
});

it('else the default browser shows it', () => {
  expect(windowOpener(address, linux(['xdg-open']))).toEqual({
    command: 'xdg-open',
    args: [address],
    ownWindow: false,
  });
  expect(windowOpener(address, linux([], { platform: 'darwin', env: {} }))).toMatchObject({
    command: 'open',
  });
  expect(windowOpener(address, linux([], { platform: 'win32', env: {} }))).toMatchObject({
    command: 'rundll32',
  });
});

it('without a screen or a browser nothing is opened', () => {
  expect(windowOpener(address, linux(['chromium'], { env: {} }))).toBeNull();
  expect(windowOpener(address, linux([]))).toBeNull();
  expect(
    windowOpener(address, linux(['chromium'], { env: { WAYLAND_DISPLAY: 'wayland-0' } })),
  ).not.toBeNull();
});
