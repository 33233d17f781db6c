import { join } from 'node:path';
import { findCommand } from '../electron/engine/testing/real-servers/find-command.ts';

/** How the window's address is opened here: a command, and whether the window's end is its end. */
export interface WindowOpener {
  readonly command: string;
  readonly args: readonly string[];
  readonly ownWindow: boolean;
}

const chromiums = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];

/** What the choice depends on. `profile`: a folder for a browser window of its own. */
export interface Desktop {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly profile: string;
  readonly find: (names: readonly string[]) => string | null;
}

export function desktopHere(profile: string): Desktop {
  return {
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    profile,
    find: (names) => findCommand(names),
  };
}

/** Whether there is a screen to open a window on. */
export function hasScreen({ platform, env }: Pick<Desktop, 'platform' | 'env'>): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}

/** An installed Chromium in app mode, else the default browser, else null: the address is printed. */
export function windowOpener(address: string, desktop: Desktop): WindowOpener | null {
  if (!hasScreen(desktop)) return null;
  const chromium = desktop.platform === 'linux' ? desktop.find(chromiums) : null;
  if (chromium !== null) {
    const args = [
      `--app=${address}`,
      `--user-data-dir=${join(desktop.profile, 'chromium')}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--window-size=1180,760',
      // Chromium's own sandbox does not start as root; the page is ours and comes from this machine.
      ...(desktop.isRoot ? ['--no-sandbox', '--test-type'] : []),
    ];
    return { command: chromium, args, ownWindow: true };
  }
  if (desktop.platform === 'darwin') return { command: 'open', args: [address], ownWindow: false };
  if (desktop.platform === 'win32') {
    return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', address], ownWindow: false };
  }
  const opener = desktop.find(['xdg-open']);
  return opener === null ? null : { command: opener, args: [address], ownWindow: false };
}
