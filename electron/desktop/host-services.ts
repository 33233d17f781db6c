import { execFile } from 'node:child_process';
import { readdir, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, parse, resolve } from 'node:path';
import { app, clipboard, dialog, Notification, shell } from 'electron';
import type { BrowserWindow, MessageBoxOptions, OpenDialogOptions } from 'electron';
import type { FolderListing } from '../../shared/contract/types.ts';
import { namesInShort } from '../../shared/model/notice.ts';
import type { HostWords } from './host-words.ts';
import { powerCommand } from './power-command.ts';
import { openWithCare, type OpenAnswer } from './open-with-care.ts';
import type { DropZoneHost, HostServices } from '../app/host-services.ts';
import { runCommand } from '../app/run-command.ts';
import type { PasswordSealing } from '../engine/adapters/credentials/credential-store.ts';

export interface DesktopParts {
  /** The one that dialogs belong to, if it is open. */
  readonly window: () => BrowserWindow | null;
  readonly words: () => HostWords;
  readonly passwordSealing: PasswordSealing;
  readonly dropZone: DropZoneHost;
  /** Shows links in the Add dialog of the main window. */
  readonly offerLinks: (text: string) => void;
  readonly showDownload: (id: string) => void;
}

/** What the desktop does for the app. */
export function desktopServices(parts: DesktopParts): HostServices {
  const { window, words, passwordSealing, dropZone, offerLinks, showDownload } = parts;
  const choose = async (options: OpenDialogOptions): Promise<string | null> => {
    const parent = window();
    const answer = await (parent === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  };

  /** Held, so that a click still finds the one that it is on. */
  const notifications = new Set<Notification>();

  return {
    info: {
      kind: 'desktop',
      version: app.getVersion(),
      platform: process.platform,
      canOpenFiles: true,
      canChooseFolder: true,
      power: ['sleep', 'shut-down'],
      runsCommands: true,
      passwords: passwordSealing.kept,
    },
    passwordSealing,
    defaultFolder: app.getPath('downloads'),
    // The person at this computer may save wherever the system lets them; a relative path would
    // depend on where the program was started from.
    allowsFolder: async (path) => isAbsolute(path),
    allowsFile: async (path) => isAbsolute(path),
    openFile: (path) =>
      openWithCare(path, {
        ask: (name) => askBeforeOpening(name, words(), window()),
        open: async (file) => (await shell.openPath(file)) === '',
        show: (file) => {
          shell.showItemInFolder(file);
        },
      }),
    openFolder: async (path) => {
      shell.showItemInFolder(path);
      return true;
    },
    chooseFolder: () => choose({ properties: ['openDirectory', 'createDirectory'] }),
    chooseFile: () => choose({ properties: ['openFile'] }),
    listFolder,
    readClipboard: () => clipboard.readText(),
    offerLinks,
    dropZone,
    runCommand,
    power: (action) => {
      const { file, args } = powerCommand(process.platform, action);
      // What the system does not let happen does not happen.
      execFile(file, args, () => undefined);
    },
    notifyFinished: ({ id, name }) => notify(words().finished, name, id),
    notifyStopped: (downloads) => {
      const names = downloads.map(({ name }) => name);
      const title = names.length === 1 ? words().stopped : words().severalStopped;
      notify(title, namesInShort(names), downloads[0]?.id ?? '');
    },
  };

  /** A click on it shows the download with this id. */
  function notify(title: string, body: string, id: string): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    notifications.add(notification);
    const forget = (): void => void notifications.delete(notification);
    notification.on('click', () => {
      forget();
      showDownload(id);
    });
    notification.on('close', forget);
    notification.show();
  }
}

/** The way that does nothing but show is the first, and what Enter does. */
async function askBeforeOpening(
  name: string,
  words: HostWords,
  parent: BrowserWindow | null,
): Promise<OpenAnswer> {
  const options: MessageBoxOptions = {
    type: 'warning',
    message: words.openQuestion,
    detail: `${name}\n\n${words.openDetail}`,
    buttons: [words.showInFolder, words.openAnyway, words.cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } = await (parent === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
  return response === 0 ? 'show' : response === 1 ? 'open' : 'cancel';
}

/** Folders inside `path` by name, hidden ones left out; an empty path is the home folder. */
async function listFolder(path: string): Promise<FolderListing | null> {
  const folder = path === '' ? homedir() : resolve(path);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  const space = await statfs(folder).catch(() => null);
  return {
    path: folder,
    parent: parse(folder).root === folder ? null : dirname(folder),
    folders: entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => join(folder, entry.name))
      .sort((a, b) => a.localeCompare(b)),
    free: space === null ? null : space.bavail * space.bsize,
  };
}
