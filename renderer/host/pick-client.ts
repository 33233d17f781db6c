import { bridgePort } from './bridge-port.ts';
import type { Client } from './client.ts';
import { reconnectingClient } from './reconnecting-client.ts';
import { takeSessionToken } from './session-token.ts';
import { openWebSocketPort, socketAddress } from './web-socket-port.ts';

/** The client over what this page has: the desktop host's bridge, else a WebSocket to its own origin. */
export function pickClient(page: Window): Client {
  const bridge = page.tributary;
  const token = takeSessionToken(page);
  return reconnectingClient({
    open: () =>
      bridge === undefined
        ? openWebSocketPort(socketAddress(page.location), token ?? 'none')
        : Promise.resolve(bridgePort(bridge)),
    wait: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      }),
    random: Math.random,
  });
}
