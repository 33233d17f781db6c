import { PortInbox } from '../../shared/wire/port-inbox.ts';
import type { Port } from '../../shared/wire/port.ts';

/** Address of the wire on the page's own origin. */
export function socketAddress(location: Pick<Location, 'protocol' | 'host'>): string {
  return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/ws`;
}

/**
 * Opens a WebSocket that carries frames as JSON. The token travels as a subprotocol, because a page
 * can set no header and an address ends up in logs. Null where it does not open.
 */
export function openWebSocketPort(
  address: string,
  token: string,
  Socket: typeof WebSocket = WebSocket,
): Promise<Port | null> {
  return new Promise((resolve) => {
    const socket = new Socket(address, [`tributary.${token}`]);
    const inbox = new PortInbox();

    const port: Port = {
      send: (frame) => socket.send(JSON.stringify(frame)),
      onFrame: (listener) => inbox.onFrame(listener),
      onClose: (listener) => inbox.onClose(listener),
      close: () => socket.close(),
    };

    socket.addEventListener('open', () => resolve(port));
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      const frame = typeof event.data === 'string' ? parsed(event.data) : undefined;
      if (frame === undefined) socket.close();
      else inbox.deliver(frame);
    });
    socket.addEventListener('close', () => {
      inbox.end();
      resolve(null);
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
