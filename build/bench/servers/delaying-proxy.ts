import { connect, createServer, type Server, type Socket } from 'node:net';
import { DelayLine } from './delay-line.ts';

export interface LinkOptions {
  /** Port on loopback of the server behind the link. */
  readonly port: number;
  /** Milliseconds there and back. */
  readonly roundTrip: number;
  /** Bytes of one connection that may be under way without having been confirmed. */
  readonly window: number;
  /** Bytes per second of all connections together. */
  readonly rate: number;
}

/**
 * A long link as a proxy: what passes takes half a round trip, a new connection costs one round trip
 * before its first byte, and what comes back keeps to the link's rate and to each connection's window,
 * which is fully open from the start.
 */
export class DelayingProxy {
  readonly #options: LinkOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** When the link is free for the next bytes. */
  #freeAt = 0;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#server = createServer((client) => {
      this.#join(client);
    });
  }

  /** Gives its port. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The delaying proxy has no port.');
    return address.port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  #join(client: Socket): void {
    const { port, rate, roundTrip, window } = this.#options;
    const oneWay = roundTrip / 2;
    const server = connect(port, '127.0.0.1');
    const openAt = performance.now() + roundTrip;
    let underWay = 0;
    const there = new DelayLine<Buffer | null>((bytes) => {
      if (bytes === null) server.end();
      else server.write(bytes);
    });
    const confirmed = new DelayLine<number>((bytes) => {
      underWay -= bytes;
      if (underWay < window) server.resume();
    });
    const back = new DelayLine<Buffer | null>((bytes) => {
      if (bytes === null) client.end();
      else
        client.write(bytes, () => {
          confirmed.push(bytes.length, performance.now() + oneWay);
        });
    });
    client.on('data', (bytes) => {
      there.push(bytes, Math.max(performance.now(), openAt) + oneWay);
    });
    client.once('end', () => {
      there.push(null, performance.now() + oneWay);
    });
    server.on('data', (bytes) => {
      this.#freeAt = Math.max(this.#freeAt, performance.now()) + (bytes.length * 1_000) / rate;
      underWay += bytes.length;
      if (underWay >= window) server.pause();
      back.push(bytes, this.#freeAt + oneWay);
    });
    server.once('end', () => {
      back.push(null, Math.max(this.#freeAt, performance.now()) + oneWay);
    });
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', (failed) => {
        this.#sockets.delete(socket);
        // The end of one side travels; a fault does not wait for what is under way.
        if (failed || socket === client) {
          for (const line of [there, back, confirmed]) line.clear();
          client.destroy();
          server.destroy();
        }
      });
    }
  }
}
