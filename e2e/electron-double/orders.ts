import { app } from './app.ts';
import { answerNextDialog, recorded } from './record.ts';
import { session } from './session.ts';
import { choose, copied, linesOf, Menu, shownNotifications, trayNow } from './system.ts';

/** What a spec may ask of the double. `id` comes back with the answer. */
export type Order = { readonly id: number } & (
  | { readonly kind: 'recorded' }
  | { readonly kind: 'answer-dialog'; readonly paths: readonly string[] | null }
  | { readonly kind: 'menu'; readonly label: string }
  | { readonly kind: 'tray'; readonly label: string }
  | { readonly kind: 'tray-menu' }
  | { readonly kind: 'click-notification' }
  | { readonly kind: 'permission'; readonly name: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'close-window' }
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
    case 'click-notification':
      return shownNotifications.at(-1)?.emit('click', {}) ?? false;
    case 'permission':
      return session.defaultSession.grants(order.name);
    case 'copy':
      copied.text = order.text;
      return null;
    case 'close-window':
      for (const window of [...app.windows]) window.close();
      return null;
    case 'activate':
      return app.emit('activate', {}, app.windows.size > 0);
    case 'quit':
      setImmediate(() => {
        app.quit();
      });
      return null;
  }
}
