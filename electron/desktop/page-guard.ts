import { shell } from 'electron';
import type { Session, WebContents } from 'electron';
import { externalAddress } from './external-address.ts';
import { isOwnText } from './trusted-sender.ts';

/** Nothing a page asks of the browser around it is granted; the window needs none of it. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    // A text that the page itself made is saved where the person says; nothing is fetched this way.
    if (!isOwnText(item.getURL())) event.preventDefault();
  });
}

/** The window shows its one page and never another; a link to elsewhere goes to the system's browser. */
export function keepToOwnPage(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    const address = externalAddress(url);
    if (address !== null) void shell.openExternal(address).catch(() => undefined);
    return { action: 'deny' };
  });
}
