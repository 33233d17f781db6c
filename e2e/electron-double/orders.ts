import { app } from './app.ts';
import { answerNextDialog, recorded } from './record.ts';
import { session } from './session.ts';
import { choose, copied, linesOf, Menu, poppedUp, shownNotifications, trayNow } from './system.ts';

/** What a spec may ask of the double. `id` comes back with the answer. */
export type Order = { readonly id: number } & (
  | { readonly kind: 'recorded' }
  | { readonly kind: 'answer-dialog'; readonly paths: readonly string[] | null }
  | { readonly kind: 'menu'; readonly label: string }
  | { readonly kind: 'tray'; readonly label: string }
  | { readonly kind: 'tray-menu' }
  | { readonly kind: 'popup'; readonly label: string }
  | { readonly kind: 'popup-menu' }
  | { readonly kind: 'click-notification' }
  | { readonly kind: 'permission'; readonly name: string }
  | { readonly kind: 'copy'; readonly text: string }
  /** `page`: the end of the address of the one that is closed; absent: all. */
  | { readonly kind: 'close-window'; readonly page?: string }
  /** Where a window is, by the end of its page's address. */
  | { readonly kind: 'place'; readonly page: string }
  | { readonly kind: 'activate' }
  | { readonly kind: 'quit' }
);

/** Does it as a person or the system would, and answers with what can be said at once. */
export function obey(order: Order): unknown {
  switch (order.kind) {
    case 'recorded':
      return recorded();
    case 'answer-dialog':
      answerNextDialog(order.paths);
      return null;
    case 'menu':
      return choose(Menu.getApplicationMenu(), order.label);
    case 'tray':
      return choose(trayNow.menu, order.label);
    case 'tray-menu':
      return linesOf(trayNow.menu);
    case 'popup':
      return choose(poppedUp.menu, order.label);
    case 'popup-menu':
      return linesOf(poppedUp.menu);
    case 'click-notification':
      return shownNotifications.at(-1)?.emit('click', {}) ?? false;
    case 'permission':
      return session.defaultSession.grants(order.name);
    case 'copy':
      copied.text = order.text;
      return null;
    case 'close-window':
      for (const window of [...app.windows]) {
        if (window.webContents.getURL().endsWith(order.page ?? '')) window.close();
      }
      return null;
    case 'place':
      return windowOf(order.page)?.getBounds() ?? null;
    case 'activate':
      return app.emit('activate', {}, app.windows.size > 0);
    case 'quit':
      setImmediate(() => {
        app.quit();
      });
      return null;
  }
}

function windowOf(page: string) {
  return [...app.windows].find((window) => window.webContents.getURL().endsWith(page));
}
