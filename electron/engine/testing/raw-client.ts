import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface RawRequest {
  readonly method?: string;
  /** In place of the URL's path and query, as it stands. */
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Stops and closes when so many bytes came in all, or none came for so many milliseconds. */
  readonly stopAtBytes?: number;
  readonly quiet?: number;
}

/** What came over the wire, byte for byte. */
export interface RawReply {
  readonly bytes: Buffer;
  /** The last head (interim ones left out) as text, its status and its headers, names in lower case. */
  readonly head: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What followed the head, framing and all. */
  readonly body: Buffer;
  /** `stopped`: by the client itself, as told. */
  readonly end: 'closed' | 'reset' | 'stopped';
  /** Milliseconds from the request to the end. */
  readonly took: number;
}

/** One request on a connection of its own, read until the server closes; believes no header. */
export function rawRequest(url: string, request: RawRequest = {}): Promise<RawReply> {
  const { hostname, port, protocol, pathname, search, host } = new URL(url);
  const { method = 'GET', headers = {}, stopAtBytes = Infinity, quiet = 5_000 } = request;
  const began = performance.now();
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let count = 0;
    let end: RawReply['end'] = 'closed';
    const place = { host: hostname, port: Number(port) };
    const socket =
      protocol === 'https:' ? connectTls({ ...place, rejectUnauthorized: false }) : connect(place);
    const stop = (): void => {
      end = 'stopped';
      socket.destroy();
    };
    socket.setTimeout(quiet, stop);
    socket.on('data', (piece: Buffer) => {
      pieces.push(piece);
      count += piece.length;
      if (count >= stopAtBytes) stop();
    });
    socket.on('error', () => {
      end = 'reset';
    });
    socket.on('close', () => {
      resolve({ ...readReply(Buffer.concat(pieces)), end, took: performance.now() - began });
    });
    const fields = Object.entries({ Host: host, Connection: 'close', ...headers });
    const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.write(`${method} ${request.target ?? pathname + search} HTTP/1.1\r\n${lines}\r\n`);
  });
}

function readReply(bytes: Buffer): Omit<RawReply, 'end' | 'took'> {
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.subarray(0, Math.max(0, end)).toString('latin1');
    const [first = '', ...lines] = head.split('\r\n');
    const status = Number(/^HTTP\/\d\.\d (\d{3})/.exec(first)?.[1] ?? 0);
    rest = end < 0 ? rest : rest.subarray(end + 4);
    if (status >= 100 && status < 200) continue;
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
    return { bytes, head, status, headers, body: rest };
  }
}
