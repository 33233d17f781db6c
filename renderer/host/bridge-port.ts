import type { Port } from '../../shared/wire/port.ts';

/** All that the preload exposes to the page. */
export interface Bridge {
  send(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): void;
}

declare global {
  interface Window {
    readonly tributary?: Bridge;
  }
}

/** The port over the preload's bridge. It closes only together with the window. */
export function bridgePort(bridge: Bridge): Port {
  return {
    send: (frame) => bridge.send(frame),
    onFrame: (listener) => bridge.onFrame(listener),
    onClose: () => undefined,
    close: () => undefined,
  };
}
