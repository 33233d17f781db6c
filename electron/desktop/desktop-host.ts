import { join } from 'node:path';
import { app, dialog, Menu, powerMonitor, session } from 'electron';
import { contract } from '../../shared/contract/contract.ts';
import { connect } from '../../shared/wire/client.ts';
import { memoryPorts } from '../../shared/wire/memory-port.ts';
import type { Port } from '../../shared/wire/port.ts';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import { createApp, type Activity } from '../app/create-app.ts';
import { programFolders, type ProgramFolders } from '../app/program-folders.ts';
import { activitySigns } from './activity-signs.ts';
import { servePage } from './app-protocol.ts';
import { DropZoneWindow } from './drop-zone-window.ts';
import { handedLinks } from './handed-links.ts';
import { hostCommands } from './host-commands.ts';
import { desktopServices } from './host-services.ts';
import { hostLanguage, hostWords } from './host-words.ts';
import { MainWindow } from './main-window.ts';
import { applicationMenu } from './menu.ts';
import { denyPermissions } from './page-guard.ts';
import { passwordSealing } from './password-sealing.ts';
import { quitAfter } from './quit-after.ts';
import { createTray } from './tray.ts';
import { dropZoneMenu, type TrayState } from './tray-menu.ts';

/** Runs the one instance. `links`: what it was started with, one a line. */
export function startDesktop(links: string): void {
  const folders = programFolders(process.env);
  // Chromium's own files (caches, local storage) stay apart from the program's.
  app.setPath('sessionData', join(folders.state, 'browser'));
  app
    .whenReady()
    .then(() => run(folders, links))
    .catch((error: unknown) => {
      dialog.showErrorBox('Tributary cannot start', error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
}

async function run(folders: ProgramFolders, links: string): Promise<void> {
  denyPermissions(session.defaultSession);
  servePage(session.defaultSession);

  const system = app.getLocale();
  let words = hostWords('system', system);
  let ending = false;
  const attach = (port: Port): void => {
    program.attach(port);
  };
  const main = new MainWindow({ stateFolder: folders.state, attach });
  const offer = (text: string): void => {
    if (text === '') main.show();
    else {
      main.showAnd(() => {
        program.offer(text);
      });
    }
  };
  const dropZone = new DropZoneWindow({
    stateFolder: folders.state,
    attach,
    menu: () => dropZoneMenu(words, commands),
    onClosed: () => {
      if (!ending) commands.dropZone(false);
    },
  });
  const program = await createApp({
    host: desktopServices({
      window: () => main.window,
      words: () => words,
      passwordSealing: await passwordSealing(),
      dropZone: {
        toggleWindow: () => {
          main.toggle();
        },
        openMenu: () => {
          dropZone.openMenu();
        },
        move: (by) => {
          dropZone.move(by);
        },
      },
      offerLinks: offer,
      showDownload: (id) => {
        main.showAnd(() => {
          program.reveal({ kind: 'download', id });
        });
      },
    }),
    folders,
    env: process.env,
  });

  // The menu and the tray are one more window of the contract, without a page.
  const [near, far] = memoryPorts();
  program.attach(far);
  const client = connect(contract, near);
  const first = await client.call.getSettings();
  let settings: Omit<Settings, 'folder'> = first.ok ? first.value : defaultSettings;
  let activity: Activity = { running: 0, rate: 0, progress: null };
  const commands = hostCommands({ main, program, call: client.call, settings: () => settings });
  const tray = createTray(commands);
  const trayState = (): TrayState => {
    const { language, limitMode: mode, limit } = settings;
    const { running, rate } = activity;
    const shown = { words, language: hostLanguage(language, system), running, rate, mode, limit };
    return { ...shown, dropZone: settings.dropZone };
  };
  const settle = (): void => {
    words = hostWords(settings.language, system);
    Menu.setApplicationMenu(applicationMenu(words, commands, process.platform, !app.isPackaged));
    tray?.showNow(trayState());
    dropZone.set(settings.dropZone);
  };
  client.on('settings', (now) => {
    settings = now;
    settle();
  });
  const signs = activitySigns(() => main.window);
  program.onActivity((now) => {
    activity = now;
    signs.show(now);
    tray?.show(trayState());
  });

  quitAfter(app, async () => {
    ending = true;
    await program.close();
    signs.stop();
    tray?.destroy();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', commands.show);
  app.on('second-instance', (_event, argv, _folder, data) => {
    offer(handedOver(data) ?? handedLinks(argv));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    offer(handedLinks([url]));
  });
  powerMonitor.on('resume', () => {
    program.wake();
  });
  powerMonitor.on('shutdown', () => {
    app.quit();
  });

  offer(links);
  settle();
}

/** The links that a second start sent beside its arguments; null where it sent nothing of ours. */
function handedOver(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('links' in data)) return null;
  return typeof data.links === 'string' ? data.links : null;
}
