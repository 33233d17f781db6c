import { WebSocket, type RawData } from 'ws';
import { PortInbox } from '../../shared/wire/port-inbox.ts';
import type { Port } from '../../shared/wire/port.ts';

/** Bytes that may wait for a window that reads slowly, besides the largest frame sent so far. */
export const waitingBytesMost = 8 * 1024 * 1024;

/** Close codes of RFC 6455 section 7.4.1. */
const unsupportedData = 1003;
const invalidPayload = 1007;

/**
 * A port over one WebSocket: each frame is one JSON text message. A window that falls behind is cut
 * off rather than fed stale patches for ever: it connects again and takes a new snapshot. Not
 * counting the largest frame keeps one big snapshot on a slow line from being cut off in a loop.
 */
export function webSocketPort(socket: WebSocket, options: { readonly waitingMost?: number } = {}): Port {
  const { waitingMost = waitingBytesMost } = options;
  const inbox = new PortInbox();
  let largest = 0;

  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) return socket.close(unsupportedData);
    const frame = parseJson(textOf(data));
    if (frame === undefined) socket.close(invalidPayload);
    else inbox.deliver(frame);
  });
  socket.on('close', () => inbox.end());
  // `close` follows every error and is what the port tells; an error without a listener would throw.
  socket.on('error', () => {});

  return {
    send(frame) {
      if (socket.readyState !== WebSocket.OPEN) return;
      const text = JSON.stringify(frame);
      if (socket.bufferedAmount > waitingMost + largest) return socket.terminate();
      largest = Math.max(largest, text.length);
      socket.send(text);
    },
    onFrame: (listener) => inbox.onFrame(listener),
    onClose: (listener) => inbox.onClose(listener),
    close() {
      inbox.abandon();
      socket.close();
    },
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString('utf8');
}

/** Undefined where the text is no JSON, which itself has no undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
