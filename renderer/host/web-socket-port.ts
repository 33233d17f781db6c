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
    let onFrame: ((frame: unknown) => void) | null = null;
    let kept: unknown[] = [];
    let closed = false;
    const closeListeners: (() => void)[] = [];

    const port: Port = {
      send: (frame) => socket.send(JSON.stringify(frame)),
      onFrame(listener) {
        onFrame = listener;
        const frames = kept;
        kept = [];
        for (const frame of frames) listener(frame);
      },
      onClose(listener) {
        if (closed) listener();
        else closeListeners.push(listener);
      },
      close: () => socket.close(),
    };

    socket.addEventListener('open', () => resolve(port));
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      const frame = typeof event.data === 'string' ? parsed(event.data) : undefined;
      if (frame === undefined) return socket.close();
      if (onFrame === null) kept.push(frame);
      else onFrame(frame);
    });
    socket.addEventListener('close', () => {
      closed = true;
      resolve(null);
      for (const listener of closeListeners) listener();
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
