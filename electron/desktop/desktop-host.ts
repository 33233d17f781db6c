import { join } from 'node:path';
import { app, dialog, Menu, powerMonitor, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { contract } from '../../shared/contract/contract.ts';
import { connect } from '../../shared/wire/client.ts';
import { memoryPorts } from '../../shared/wire/memory-port.ts';
import { createApp } from '../app/create-app.ts';
import { programFolders, type ProgramFolders } from '../app/program-folders.ts';
import { activitySigns } from './activity-signs.ts';
import { servePage } from './app-protocol.ts';
import { handedLinks } from './handed-links.ts';
import { desktopServices } from './host-services.ts';
import { hostWords } from './host-words.ts';
import { applicationMenu } from './menu.ts';
import type { HostCommands } from './menu.ts';
import { denyPermissions } from './page-guard.ts';
import { passwordSealing } from './password-sealing.ts';
import { quitAfter } from './quit-after.ts';
import { createTray } from './tray.ts';
import { bringForward, openWindow } from './windows.ts';

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

  const words = hostWords(app.getLocale());
  let window: BrowserWindow | null = null;
  let unoffered = links;
  const program = await createApp({
    host: desktopServices(
      () => window,
      () => {
        show();
      },
      words,
      await passwordSealing(),
      (text) => {
        offer(text);
      },
    ),
    folders,
    env: process.env,
  });

  const handOver = (): void => {
    if (unoffered !== '') program.offer(unoffered);
    unoffered = '';
  };
  const show = (): void => {
    if (window !== null) {
      bringForward(window);
      return;
    }
    window = openWindow({
      stateFolder: folders.state,
      onPage(port) {
        program.attach(port);
        handOver();
      },
    });
    window.on('closed', () => {
      window = null;
    });
  };
  const offer = (text: string): void => {
    if (text === '') {
      show();
      return;
    }
    const ready = window !== null;
    unoffered = [unoffered, text].filter((part) => part !== '').join('\n');
    show();
    if (ready) handOver();
  };

  // The menu and the tray are one more window of the contract, without a page.
  const [near, far] = memoryPorts();
  program.attach(far);
  const client = connect(contract, near);
  const commands: HostCommands = {
    show,
    add: () => {
      show();
      program.offer('');
    },
    pauseAll: () => void client.call.pauseAll(),
    resumeAll: () => void client.call.resumeAll(),
    quit: () => {
      app.quit();
    },
  };
  Menu.setApplicationMenu(applicationMenu(words, commands, process.platform, !app.isPackaged));
  const tray = createTray(words, commands);
  const signs = activitySigns(() => window, tray);
  program.onActivity((activity) => {
    signs.show(activity);
  });

  quitAfter(app, async () => {
    await program.close();
    signs.stop();
    tray?.destroy();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', show);
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

  show();
}

/** The links that a second start sent beside its arguments; null where it sent nothing of ours. */
function handedOver(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('links' in data)) return null;
  return typeof data.links === 'string' ? data.links : null;
}
