import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';

/**
 * Carries the bytes of a TLS connection over a socket and tells the two ways in which one ends apart: by
 * `close_notify`, and by TCP alone, which anybody on the way can bring about (RFC 9112 section 9.8). Node
 * reports both in the same way. So the end of TCP is kept from TLS until it has read all there is: if it
 * ends before, it was told to. Every byte takes a detour through here, so this is for servers only whose
 * bodies end by closing.
 */
export class WatchedCarrier extends Duplex {
  readonly socket: Socket;
  #tls: TLSSocket | null = null;
  #cut = false;

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => {
      if (!this.push(bytes)) socket.pause();
    });
    socket.on('end', () => this.#passEnd());
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.#passEnd());
  }

  /** The TLS that is spoken over it. */
  carry(tls: TLSSocket): void {
    this.#tls = tls;
    tls.once('end', () => this.destroy());
    tls.once('close', () => this.destroy());
  }

  /** Whether TLS had to be told that the connection is over. */
  get cut(): boolean {
    return this.#cut;
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(bytes, done);
  }

  override _final(done: () => void): void {
    this.socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }

  /** Waits, turn by turn, as long as TLS has something to read or its reader holds it. */
  #passEnd(): void {
    const tls = this.#tls;
    if (this.destroyed || this.#cut || tls === null) return;
    if (tls.isPaused()) {
      tls.once('resume', () => this.#passEnd());
    } else if (this.readableLength > 0 || tls.readableLength > 0) {
      setImmediate(() => this.#passEnd());
    } else {
      // What TLS has read by now has reached its reader after these turns, its end too.
      setImmediate(() => {
        setImmediate(() => this.#endTls());
      });
    }
  }

  #endTls(): void {
    if (this.destroyed || this.#cut) return;
    const tls = this.#tls;
    if (tls?.readableEnded === true) return;
    if (tls?.isPaused() === true || this.readableLength > 0) return this.#passEnd();
    this.#cut = true;
    this.push(null);
  }
}
