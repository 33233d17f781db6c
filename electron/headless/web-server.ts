import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { Port } from '../../shared/wire/port.ts';
import { contentSecurityPolicy } from '../app/content-security-policy.ts';
import { HostAllowList, isSameOrigin } from './host-allow-list.ts';
import { sameToken, tokenProtocolPrefix } from './session-token.ts';
import { endWith, StaticFiles } from './static-files.ts';
import { webSocketPort } from './web-socket-port.ts';

/** Bytes of one message from a window: the contract's longest text, as JSON in UTF-8. */
export const messageBytesMost = 16 * 1024 * 1024;
const windowsMost = 64;
/** Milliseconds: a window that has not answered one ping by the next is gone. */
const pingEvery = 30_000;
/** Milliseconds that windows have to answer a farewell. */
const farewellMost = 1_000;
/** Close code of RFC 6455 section 7.4.1. */
const goingAway = 1001;

const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=()',
};

export interface WebServerOptions {
  /** Folder of the built window. */
  readonly rendererFolder: string;
  /** Address to listen on; loopback only unless the person asked otherwise. */
  readonly address: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Host names that are answered besides the loopback ones. */
  readonly allowedHosts: readonly string[];
  readonly token: string;
  /** A window has connected and shown the token. */
  readonly onPort: (port: Port) => void;
}

export interface WebServer {
  readonly port: number;
  /** Closes every window's socket and stops listening. */
  close(): Promise<void>;
}

export type WebServerFailure =
  { readonly code: 'no-window' } | { readonly code: 'cannot-listen'; readonly system: string };

/** Serves the window and its WebSocket. Resolves when it listens. */
export async function startWebServer(
  options: WebServerOptions,
): Promise<Result<WebServer, WebServerFailure>> {
  const files = await StaticFiles.open(options.rendererFolder);
  if (files === null) return fail({ code: 'no-window' });

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (!isMeantForUs(request, allowList)) return endWith(response, 421, 'This name is not served here.');
    void files.answer(request, response);
  });
  const listening = await new Promise<string | null>((resolve) => {
    // Stays on: later errors are of single connections that could not be accepted.
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(options.port, options.address, () => resolve(null));
  });
  if (listening !== null) return fail({ code: 'cannot-listen', system: listening });

  const { port } = server.address() as AddressInfo;
  const allowList = new HostAllowList(port, options.allowedHosts);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMost,
    perMessageDeflate: false,
    // Only reached once the token was right: what the window offered is what it is told.
    handleProtocols: (offered) => [...offered].find((each) => each.startsWith(tokenProtocolPrefix)) ?? false,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const status = refusal(request, allowList, options.token, sockets.clients.size);
    if (status !== null) return refuse(socket, status);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      watchLife(webSocket);
      options.onPort(webSocketPort(webSocket));
    });
  });

  return ok({
    port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const client of sockets.clients) client.close(goingAway);
      server.closeAllConnections();
      const impatience = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, farewellMost);
      await closed;
      clearTimeout(impatience);
    },
  });
}

/** One Host header, and a name from the list: a second one could mean another to a proxy in between. */
function isMeantForUs(request: IncomingMessage, allowList: HostAllowList): boolean {
  return request.headersDistinct['host']?.length === 1 && allowList.allows(request.headers.host);
}

/** The HTTP status with which an upgrade is refused, or null where the window may come in. */
function refusal(
  request: IncomingMessage,
  allowList: HostAllowList,
  token: string,
  windows: number,
): 400 | 401 | 403 | 404 | 421 | 503 | null {
  if (!isMeantForUs(request, allowList)) return 421;
  if (request.url !== '/ws') return 404;
  if (!isSameOrigin(request.headers.origin, request.headers.host ?? '')) return 403;
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  const given = offered.find((each) => each.startsWith(tokenProtocolPrefix));
  if (given === undefined || !sameToken(given.slice(tokenProtocolPrefix.length), token)) return 401;
  return windows >= windowsMost ? 503 : null;
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy(),
  );
}

/** Ends a socket whose other side has gone without a word. */
function watchLife(socket: WebSocket): void {
  let alive = true;
  socket.on('pong', () => (alive = true));
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, pingEvery);
  socket.on('close', () => clearInterval(timer));
}
