import { fileURLToPath } from 'node:url';
import { Menu, nativeImage, Tray } from 'electron';
import type { HostCommands } from './host-commands.ts';
import { sparingUpdate } from './sparing-update.ts';
import { activityWords, trayMenu, type TrayState } from './tray-menu.ts';

const iconFile = fileURLToPath(new URL('./tray.png', import.meta.url));
/** Milliseconds between two menus: some systems close an open one when it is replaced. */
const pause = 2_000;

export interface HostTray {
  show(state: TrayState): void;
  /** At once: a person has just changed something. */
  showNow(state: TrayState): void;
  destroy(): void;
}

/**
 * The icon beside the clock; null where the desktop has no place for one. The caller keeps it: a
 * tray that nobody holds is collected and its icon disappears.
 */
export function createTray(commands: HostCommands): HostTray | null {
  const icon = nativeImage.createFromPath(iconFile);
  if (icon.isEmpty()) return null;
  let tray: Tray;
  try {
    tray = new Tray(icon);
  } catch {
    return null;
  }
  tray.setToolTip('Tributary');
  tray.on('click', commands.show);
  let shown = '';
  const update = sparingUpdate<TrayState>(pause, (state) => {
    const template = trayMenu(state, commands);
    const now = JSON.stringify(template);
    if (now === shown) return;
    shown = now;
    tray.setToolTip(`Tributary · ${activityWords(state)}`);
    tray.setContextMenu(Menu.buildFromTemplate(template));
  });
  return {
    show: (state) => {
      update.show(state);
    },
    showNow: (state) => {
      update.showNow(state);
    },
    destroy() {
      update.stop();
      tray.destroy();
    },
  };
}
