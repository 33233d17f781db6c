import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Something on the way to a server: it counts connections, passes bytes on, and can cut them off. */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Connections made so far. */
  connections = 0;
  /** Bytes from the server after which a connection is ended with a FIN, as if the server had; null is never. */
  cutAfter: number | null = null;

  #holding = false;

  /** The server's port; another one holds for connections from then on. */
  target: number;

  /** Listens on a free port of loopback; `port` is the server's. */
  static async to(port: number): Promise<Relay> {
    const relay = new Relay(port);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  private constructor(port: number) {
    this.target = port;
    this.#server = createServer((client) => {
      this.connections += 1;
      this.#pass(client, connect(this.target, '127.0.0.1'));
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Passes nothing on from the server until every connection has been cut. */
  hold(): void {
    this.#holding = true;
  }

  /** Breaks every connection off. */
  cutAll(): void {
    this.#holding = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cutAll();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(client: Socket, server: Socket): void {
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
    }
    client.pipe(server);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroySoon());
    let passed = 0;
    server.on('data', (bytes: Buffer) => {
      if (this.#holding) return void server.pause();
      const left = this.cutAfter === null ? bytes.length : this.cutAfter - passed;
      passed += bytes.length;
      if (bytes.length > left) {
        client.end(bytes.subarray(0, Math.max(0, left)));
        server.destroy();
      } else if (!client.write(bytes)) {
        server.pause();
        client.once('drain', () => server.resume());
      }
    });
    server.on('end', () => client.end());
  }
}
