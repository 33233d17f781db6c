import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { HostCommands } from './host-commands.ts';
import type { HostWords } from './host-words.ts';

/** The application's menu. `develop`: reload and the inspector, never in a packaged program. */
export function applicationMenu(
  words: HostWords,
  commands: HostCommands,
  platform: NodeJS.Platform,
  develop: boolean,
): Menu {
  const mac = platform === 'darwin';
  const file: MenuItemConstructorOptions[] = [
    { label: words.add, accelerator: 'CommandOrControl+N', click: commands.add },
  ];
  if (mac) file.push({ role: 'close' });
  else
    file.push({ type: 'separator' }, { label: words.quit, accelerator: 'Control+Q', click: commands.quit });

  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  if (develop) view.push({ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' });

  const menus: MenuItemConstructorOptions[] = [
    { label: words.file, submenu: file },
    { label: words.edit, role: 'editMenu' },
    {
      label: words.downloads,
      submenu: [
        { label: words.resumeAll, click: commands.resumeAll },
        { label: words.pauseAll, click: commands.pauseAll },
      ],
    },
    { label: words.view, submenu: view },
  ];
  if (mac) {
    menus.unshift({ role: 'appMenu' });
    menus.push({ role: 'windowMenu' });
  }
  return Menu.buildFromTemplate(menus);
}
