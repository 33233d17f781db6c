import { existsSync } from 'node:fs';
import { app } from './app.ts';
import { nextDialogAnswer, record } from './record.ts';
import { checkOptions, checkValue, KnownEmitter, Refusal } from './refusal.ts';

function onlyWhenReady(what: string): void {
  if (!app.isReady()) throw new Refusal(`${what} cannot be used before app is ready`);
}

export const dialog = {
  async showOpenDialog(
    ...values: readonly [object, object?]
  ): Promise<{ canceled: boolean; filePaths: string[] }> {
    const options = values[1] ?? values[0];
    checkOptions('OpenDialogOptions', options);
    const { properties = [] } = options as { properties?: readonly string[] };
    for (const property of properties) checkValue('OpenDialogOptions', 'properties', property);
    record('open-dialog', options);
    const answer = nextDialogAnswer();
    return { canceled: answer === null, filePaths: [...(answer ?? [])] };
  },
  showErrorBox(title: string, content: string): void {
    record('error-box', { title, content });
    process.stderr.write(`${title}: ${content}\n`);
  },
};

interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly click?: (item: object, window: undefined, event: object) => void;
  readonly submenu?: readonly MenuItem[];
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[] = []) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItem[]): Menu {
    onlyWhenReady('Menu');
    const check = (item: MenuItem): void => {
      checkOptions('MenuItemConstructorOptions', item);
      checkValue('MenuItemConstructorOptions', 'role', item.role);
      checkValue('MenuItemConstructorOptions', 'type', item.type);
      if (item.label === undefined && item.role === undefined && item.type === undefined) {
        throw new Refusal('A menu item needs a label, a role or a type');
      }
      item.submenu?.forEach(check);
    };
    template.forEach(check);
    return new Menu(template);
  }

  popup(options: object = {}): void {
    checkOptions('PopupOptions', options);
    poppedUp.menu = this;
    record('menu-popup');
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }
}

/** The double's own: the context menu that was opened last. */
export const poppedUp: { menu: Menu | null } = { menu: null };

/** The double's own: a menu as a person reads it, submenus included. */
export function linesOf(menu: Menu | null): readonly { label: string; enabled: boolean; checked: boolean }[] {
  const lines = (items: readonly MenuItem[]): ReturnType<typeof linesOf> =>
    items.flatMap(({ label = '', enabled = true, checked = false, submenu = [] }) => [
      ...(label === '' ? [] : [{ label, enabled, checked }]),
      ...lines(submenu),
    ]);
  return lines(menu?.items ?? []);
}

/** The double's own: chooses the item with this label, wherever it is; false where there is none. */
export function choose(menu: Menu | null, label: string): boolean {
  const find = (items: readonly MenuItem[]): MenuItem | undefined =>
    items.find((item) => item.label === label && item.enabled !== false && item.click !== undefined) ??
    items.map((item) => find(item.submenu ?? [])).find((item) => item !== undefined);
  const found = find(menu?.items ?? []);
  found?.click?.(found, undefined, {});
  return found !== undefined;
}

class NativeImageDouble {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  isEmpty(): boolean {
    return !existsSync(this.#path);
  }
}

export const nativeImage = { createFromPath: (path: string) => new NativeImageDouble(path) };

/** The double's own: the tray that is there now. */
export const trayNow: { menu: Menu | null; icon: Tray | null } = { menu: null, icon: null };

export class Tray extends KnownEmitter {
  constructor(image: NativeImageDouble) {
    super('Tray');
    onlyWhenReady('Tray');
    if (image.isEmpty()) throw new Refusal('Failed to load image');
    trayNow.icon = this;
  }

  setToolTip(text: string): void {
    record('tray-tool-tip', text);
  }

  setContextMenu(menu: Menu | null): void {
    trayNow.menu = menu;
  }

  destroy(): void {
    trayNow.icon = null;
  }
}

export class Notification extends KnownEmitter {
  readonly #options: object;

  constructor(options: object = {}) {
    super('Notification');
    onlyWhenReady('Notification');
    checkOptions('NotificationConstructorOptions', options);
    this.#options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    shownNotifications.push(this);
    record('notification', this.#options);
  }
}

/** The double's own: every notification that was shown. */
export const shownNotifications: Notification[] = [];

export const shell = {
  async openPath(path: string): Promise<string> {
    record('open-path', path);
    return existsSync(path) ? '' : 'No such file or directory';
  },
  showItemInFolder(path: string): void {
    record('show-item', path);
  },
  async openExternal(url: string): Promise<void> {
    record('open-external', url);
  },
};

/** The double's own: what somebody copied in another program. */
export const copied = { text: '' };

export const clipboard = {
  async readText(): Promise<string> {
    record('clipboard-read', null);
    return copied.text;
  },
};

let blockers = 0;
const blocking = new Set<number>();

export const powerSaveBlocker = {
  start(type: string): number {
    if (type !== 'prevent-app-suspension' && type !== 'prevent-display-sleep') {
      throw new Refusal(`no power save blocker "${type}"`);
    }
    blockers += 1;
    blocking.add(blockers);
    record('power-blocker', { blocking: blocking.size });
    return blockers;
  },
  stop(id: number): boolean {
    const was = blocking.delete(id);
    record('power-blocker', { blocking: blocking.size });
    return was;
  },
  isStarted: (id: number): boolean => blocking.has(id),
};

export const powerMonitor = new KnownEmitter('PowerMonitor');

export const nativeTheme = Object.assign(new KnownEmitter('NativeTheme'), { shouldUseDarkColors: false });

export const screen = Object.assign(new KnownEmitter('Screen'), {
  getAllDisplays() {
    onlyWhenReady('The screen module');
    const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
    return [{ id: 1, bounds, workArea: { ...bounds, height: 1040 }, scaleFactor: 1 }];
  },
});
