import { PortInbox } from './port-inbox.ts';
import type { Port } from './port.ts';

/**
 * Two ports joined in memory. Frames are structured-cloned, so what does not survive a real port
 * throws here, and they arrive asynchronously and in order. Either side's `close` ends both.
 */
export function memoryPorts(): readonly [Port, Port] {
  const left = new PortInbox();
  const right = new PortInbox();
  let open = true;

  function side(own: PortInbox, other: PortInbox): Port {
    return {
      send(frame) {
        if (open) other.deliver(structuredClone(frame));
      },
      onFrame: (listener) => own.onFrame(listener),
      onClose: (listener) => own.onClose(listener),
      close() {
        open = false;
        own.abandon();
        other.end();
      },
    };
  }

  return [side(left, right), side(right, left)];
}
