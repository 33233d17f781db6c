import type { OnReadOpts, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { AddressSpace } from '../../../../shared/model/address-space.ts';
import type { TrustedCertificate } from '../../../../shared/model/certificate.ts';
import type { PooledBuffer } from '../../policy/buffer-pool.ts';
import type { KeptMemory } from '../../ports/transport.ts';
import { readLeast, type ReadBuffers } from './read-buffers.ts';
import type { WatchedCarrier } from './tls/watched-carrier.ts';

/** What a connection tells the one that uses it. Nothing is told after `onClosed`. */
export interface ConnectionUser {
  /**
   * Bytes as they came, in the connection's own buffer: valid during the call, or, where there is
   * `memory`, as long as that is kept. False stops the reading.
   */
  onBytes(bytes: Uint8Array, memory: KeptMemory | null): boolean;
  /** The peer has sent its last byte (null), or the connection broke. */
  onClosed(error: Error | null): void;
  /** Bytes at most that the next read should bring; absent: few, as of one that waits for an answer. */
  readonly readMost?: number;
}

/** The space for the first read of a reply is offered before anybody knows what limit holds for it. */
const firstRead = 4_096;

export type SocketMaker = (onread: OnReadOpts) => Socket;

/** One socket that reads into buffers of a pool, and whose error events are always taken care of. */
export class Connection {
  readonly socket: Socket;
  /** Space of the address connected to; null where it is not that of the host itself, as with a proxy. */
  space: AddressSpace | null = null;
  /** The other end's certificate where it holds only because the user trusts it; else null. */
  exception: TrustedCertificate | null = null;
  /** What carries TLS and tells its own end from a cut; null where nothing does. */
  carrier: WatchedCarrier | null = null;
  readonly #buffers: ReadBuffers;
  #buffer: PooledBuffer;
  /** What lies before it in the buffer may be kept by somebody; the next read begins here. */
  #at = 0;
  #user: ConnectionUser | null = null;
  /** Whether its user has said to stop reading. */
  #held = false;
  readonly #readOn = (): void => {
    if (!this.#held) this.resume();
  };
  #ended = false;
  #error: Error | null = null;

  constructor(makeSocket: SocketMaker, buffers: ReadBuffers) {
    this.#buffers = buffers;
    this.#buffer = buffers.take();
    const callback = (count: number, filled: Uint8Array): boolean =>
      this.#take(count === filled.length ? filled : filled.subarray(0, count));
    // Asked for before each read.
    const space = (): Uint8Array => this.#space();
    this.socket = makeSocket({ buffer: space, callback });
    this.socket.setNoDelay(true);
    this.socket.on('error', (error) => {
      this.#error = error;
      this.#end();
    });
    this.socket.on('end', () => this.#end());
    this.socket.on('close', () => {
      this.#end();
      this.#buffer.release();
    });
  }

  /** False once the peer has closed or the connection broke. */
  get open(): boolean {
    return !this.#ended && !this.socket.destroyed;
  }

  /** Whether the other end has asked for a certificate, of which this program has none. */
  get wantsCertificate(): boolean {
    // A client shares signature algorithms only with a server that has asked for a certificate.
    return this.socket instanceof TLSSocket && this.socket.getSharedSigalgs().length > 0;
  }

  /** The address connected to. */
  get remote(): string {
    return (this.carrier?.socket ?? this.socket).remoteAddress ?? '';
  }

  /** Whether the end was the other end's own word by TLS, and no cut on the way (RFC 9112 section 9.8). */
  get endProven(): boolean {
    return this.carrier?.cut === false;
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
    this.#held = false;
    if (this.open) this.socket.resume();
  }

  destroy(): void {
    this.#user = null;
    this.socket.destroy();
  }

  /** Where the next read goes: behind what somebody keeps, as long as enough of the buffer is left. */
  #space(): Uint8Array {
    const { length } = this.#buffer.bytes;
    if (!this.#buffer.shared) this.#at = 0;
    else if (length - this.#at < readLeast) {
      this.#buffer.release();
      this.#buffer = this.#buffers.take();
      this.#at = 0;
    }
    const most = this.#user?.readMost ?? firstRead;
    return this.#buffer.bytes.subarray(this.#at, Math.min(length, this.#at + most));
  }

  /** A socket that cannot read into the space calls back with memory of its own, which nobody can keep. */
  #take(bytes: Uint8Array): boolean {
    if (this.#user === null) {
      this.destroy();
      return false;
    }
    const own = bytes.buffer === this.#buffer.bytes.buffer ? this.#buffer : null;
    this.#held = !this.#user.onBytes(bytes, own);
    if (own !== null) this.#at += bytes.length;
    return !this.#held && !this.#buffers.turn.spend(bytes.length, this.#readOn);
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
