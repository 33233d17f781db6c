import type { OnReadOpts, Socket } from 'node:net';
import type { ReadBuffers } from './read-buffers.ts';

/** What a connection tells the one that uses it. Nothing is told after `onClosed`. */
export interface ConnectionUser {
  /** Bytes as they came, in the connection's own buffer: valid during the call. False stops the reading. */
  onBytes(bytes: Uint8Array): boolean;
  /** The peer has sent its last byte (null), or the connection broke. */
  onClosed(error: Error | null): void;
}

export type SocketMaker = (onread: OnReadOpts) => Socket;

/** One socket that reads into one buffer, and whose error events are always taken care of. */
export class Connection {
  readonly socket: Socket;
  #user: ConnectionUser | null = null;
  #ended = false;
  #error: Error | null = null;

  /** A whole buffer is passed on as it is; of a part-filled one a view. */
  constructor(makeSocket: SocketMaker, buffers: ReadBuffers) {
    const buffer = buffers.take();
    const callback = (count: number): boolean => {
      const bytes = count === buffer.length ? buffer : buffer.subarray(0, count);
      if (this.#user !== null) return this.#user.onBytes(bytes);
      this.destroy();
      return false;
    };
    this.socket = makeSocket({ buffer, callback });
    this.socket.setNoDelay(true);
    this.socket.on('error', (error) => {
      this.#error = error;
      this.#end();
    });
    this.socket.on('end', () => this.#end());
    this.socket.on('close', () => {
      this.#end();
      buffers.give(buffer);
    });
  }

  /** False once the peer has closed or the connection broke. */
  get open(): boolean {
    return !this.#ended && !this.socket.destroyed;
  }

  /** The address connected to. */
  get remote(): string {
    return this.socket.remoteAddress ?? '';
  }

  /** Hands the connection to `user`, or takes it from all with null; bytes that come then close it. */
  use(user: ConnectionUser | null): void {
    this.#user = user;
  }

  send(head: string): void {
    this.socket.write(head, 'latin1');
  }

  /** Reads on after `onBytes` returned false. */
  resume(): void {
    if (this.open) this.socket.resume();
  }

  destroy(): void {
    this.#user = null;
    this.socket.destroy();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    const user = this.#user;
    this.#user = null;
    user?.onClosed(this.#error);
    if (user === null) this.socket.destroy();
  }
}
