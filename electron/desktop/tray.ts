import { fileURLToPath } from 'node:url';
import { Menu, nativeImage, Tray } from 'electron';
import type { HostWords } from './host-words.ts';
import type { HostCommands } from './menu.ts';

const iconFile = fileURLToPath(new URL('./tray.png', import.meta.url));

/**
 * The icon beside the clock; null where the desktop has no place for one. The caller keeps it: a
 * tray that nobody holds is collected and its icon disappears.
 */
export function createTray(words: HostWords, commands: HostCommands): Tray | null {
  const icon = nativeImage.createFromPath(iconFile);
  if (icon.isEmpty()) return null;
  let tray: Tray;
  try {
    tray = new Tray(icon);
  } catch {
    return null;
  }
  tray.setToolTip('Tributary');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: words.show, click: commands.show },
      { label: words.add, click: commands.add },
      { type: 'separator' },
      { label: words.resumeAll, click: commands.resumeAll },
      { label: words.pauseAll, click: commands.pauseAll },
      { type: 'separator' },
      { label: words.quit, click: commands.quit },
    ]),
  );
  tray.on('click', commands.show);
  return tray;
}
