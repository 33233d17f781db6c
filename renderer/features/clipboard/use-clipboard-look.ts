import { useEffect } from 'react';
import { useClient, useStore } from '../../state/store.ts';

/**
 * A window in a browser looks at the clipboard whenever it comes to the front, while the watch is on and
 * the browser allows it; the host decides what of it is taken. The desktop host looks by itself.
 */
export function useClipboardLook(): void {
  const client = useClient();
  const on = useStore(
    ({ host, settings }) => host?.kind === 'headless' && (settings?.clipboardWatch ?? 'off') !== 'off',
  );
  useEffect(() => {
    if (!on || !canReadClipboard()) return;
    const look = (): void => {
      // A refusal is the person's own answer to the browser: there is nothing to tell.
      void navigator.clipboard
        .readText()
        .then((text) => (text === '' ? null : client.call.takeClipboard({ text })))
        .catch(() => undefined);
    };
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [client, on]);
}

/** A page that is served to another machine without TLS has no clipboard. */
export function canReadClipboard(): boolean {
  return window.isSecureContext && 'clipboard' in navigator && 'readText' in navigator.clipboard;
}
