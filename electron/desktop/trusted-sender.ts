import type { WebContents, WebFrameMain } from 'electron';

export const pageScheme = 'app';
const pageHost = 'tributary';
/** Origin of the window's page, as Chromium writes it. */
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageAddress = `${pageOrigin}/index.html`;

/** Whether an address is one of the window's own pages. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${pageScheme}:` && host === pageHost && username === '' && password === '';
}

/** Whether an address is that of a text in the memory of our own page. */
export function isOwnText(address: string): boolean {
  return address.startsWith(`blob:${pageOrigin}/`);
}

/**
 * Whether a frame of the wire may be listened to: it comes from the top frame of this window, and
 * that frame shows our own page now. `sender` is null once its frame has navigated or gone.
 */
export function isTrustedSender(
  sender: Pick<WebFrameMain, 'url' | 'origin' | 'parent'> | null,
  contents: Pick<WebContents, 'mainFrame'>,
): boolean {
  if (sender === null || sender !== contents.mainFrame || sender.parent !== null) return false;
  return sender.origin === pageOrigin && isOwnAddress(sender.url);
}
