import type { Port } from '../../shared/wire/port.ts';

/** What went to windows so far. */
export interface WireCount {
  /** Messages, those of them that tell of changed downloads, and their bytes as JSON. */
  readonly messages: number;
  readonly changes: number;
  readonly changeBytes: number;
}

/** Counts what goes through ports. */
export class WireCounter {
  #count: WireCount = { messages: 0, changes: 0, changeBytes: 0 };

  get count(): WireCount {
    return this.#count;
  }

  /** The same port, counted. */
  over(port: Port): Port {
    return {
      send: (frame) => {
        const { changeBytes, changes, messages } = this.#count;
        const change = isChange(frame);
        this.#count = {
          messages: messages + 1,
          changes: changes + (change ? 1 : 0),
          changeBytes: changeBytes + (change ? Buffer.byteLength(JSON.stringify(frame)) : 0),
        };
        port.send(frame);
      },
      onFrame: (listener) => {
        port.onFrame(listener);
      },
      onClose: (listener) => {
        port.onClose(listener);
      },
      close: () => {
        port.close();
      },
    };
  }
}

function isChange(frame: unknown): boolean {
  return typeof frame === 'object' && frame !== null && 'name' in frame && frame.name === 'changed';
}
