import type { Socket } from 'node:net';

/** One request as it came: a body is never expected. Header names are lower-case. */
export interface RequestHead {
  readonly method: string;
  /** The request target as sent. */
  readonly target: string;
  /** The target's path, without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly range: AskedRange | null;
}

/** `bytes=first-last`, both ends closed; `last` is null where it was left open. */
export interface AskedRange {
  readonly first: number;
  readonly last: number | null;
}

const maxHead = 65_536;

/** Reads requests from a connection, one after the other. */
export class RequestReader {
  #held = '';
  #closed = false;
  #wake: (() => void) | null = null;

  constructor(socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.#held += text;
      if (this.#held.length > maxHead) socket.destroy();
      this.#wake?.();
    });
    for (const event of ['end', 'close'] as const) {
      socket.on(event, () => {
        this.#closed = true;
        this.#wake?.();
      });
    }
  }

  /** The next request, or null when the client closed first. */
  async next(): Promise<RequestHead | null> {
    for (;;) {
      const end = this.#held.indexOf('\r\n\r\n');
      if (end >= 0) {
        const text = this.#held.slice(0, end);
        this.#held = this.#held.slice(end + 4);
        return parseHead(text);
      }
      if (this.#closed) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }
}

function parseHead(text: string): RequestHead {
  const [first = '', ...lines] = text.split('\r\n');
  const [method = '', target = ''] = first.split(' ');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name] ?? ''}, ${value}` : value;
  }
  const path = pathOf(target);
  return { method, target, path, headers, range: parseRange(headers['range']) };
}

function pathOf(target: string): string {
  const withoutOrigin = target.startsWith('/') ? target : target.replace(/^[a-z]+:\/\/[^/?]*/i, '');
  return withoutOrigin.split('?', 1)[0] ?? '';
}

function parseRange(value: string | undefined): AskedRange | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(value ?? '');
  if (match === null) return null;
  const last = match[2] ?? '';
  return { first: Number(match[1]), last: last === '' ? null : Number(last) };
}
