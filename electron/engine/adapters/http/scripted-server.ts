import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** What the server does with one request. `request` is its head as text, `index` counts them all. */
export type Script = (peer: Socket, request: string, index: number) => void;

/** A server for tests that answers each request with the bytes its script writes, and nothing more. */
export class ScriptedServer {
  readonly #server: Server;
  readonly #secure: boolean;
  /** Every connection so far, in order, with the promise that settles when it has closed. */
  readonly connections: { readonly peer: Socket; readonly closed: Promise<unknown> }[] = [];
  readonly requests: string[] = [];

  static async start(script: Script, secure: TlsOptions | null = null): Promise<ScriptedServer> {
    const server = new ScriptedServer(script, secure);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  private constructor(script: Script, secure: TlsOptions | null) {
    this.#secure = secure !== null;
    this.#server = secure === null ? createServer() : createTlsServer(secure);
    this.#server.on('tlsClientError', () => undefined);
    this.#server.on(secure === null ? 'connection' : 'secureConnection', (peer: Socket) => {
      this.connections.push({ peer, closed: new Promise((resolve) => peer.once('close', resolve)) });
      peer.on('error', () => undefined);
      let text = '';
      peer.on('data', (bytes) => {
        text += bytes.toString('latin1');
        for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
          const request = text.slice(0, end + 4);
          text = text.slice(end + 4);
          script(peer, request, this.requests.push(request) - 1);
        }
      });
    });
  }

  /** Does something with each new connection before any request. */
  onConnection(action: (peer: Socket) => void): void {
    this.#server.on('connection', action);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  url(path = '/', host = '127.0.0.1'): URL {
    return new URL(`${this.#secure ? 'https' : 'http'}://${host}:${this.port}${path}`);
  }

  async close(): Promise<void> {
    for (const { peer } of this.connections) peer.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
