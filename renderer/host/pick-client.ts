import type { Port } from '../../shared/wire/port.ts';
import { bridgePort } from './bridge-port.ts';
import type { Client } from './client.ts';
import { reconnectingClient } from './reconnecting-client.ts';
import { takeSessionToken } from './session-token.ts';
import { openWebSocketPort, socketAddress } from './web-socket-port.ts';

/** The client over what this page has: the desktop host's bridge, else a WebSocket to its own origin. */
export function pickClient(page: Window): Client {
  const bridge = page.tributary;
  // The address with a new token, opened in this tab, changes nothing but the fragment.
  page.addEventListener('hashchange', () => takeSessionToken(page));
  return reconnectingClient({
    open: () => (bridge === undefined ? openSocket(page) : Promise.resolve(bridgePort(bridge))),
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const end = (): void => {
          page.removeEventListener('hashchange', end);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(end, milliseconds);
        page.addEventListener('hashchange', end);
      }),
    random: Math.random,
  });
}

/** A page is not told why a WebSocket was not let in; where the host still answers, it was for the token. */
async function openSocket(page: Window): Promise<Port | 'refused' | null> {
  const token = takeSessionToken(page) ?? 'none';
  const port = await openWebSocketPort(socketAddress(page.location), token);
  if (port !== null) return port;
  return page.fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => (ok ? 'refused' : null),
    () => null,
  );
}
