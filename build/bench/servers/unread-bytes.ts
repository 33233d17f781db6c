import { readFileSync } from 'node:fs';

/** One line of /proc/net/tcp (proc_net_tcp.txt of the kernel), as far as it is asked for. */
interface TcpLine {
  readonly localPort: number;
  readonly remotePort: number;
  /** 1 is established. */
  readonly state: number;
  /** Bytes sent and not confirmed, and bytes received and not read. */
  readonly unsent: number;
  readonly unread: number;
}

/**
 * What the clients of the server at `port` have read of what it wrote. Bytes that lie in either queue are
 * not read, and those that lay there when their connection went never will be. Call `of` many times a
 * second: what comes and goes between two calls is not seen.
 */
export class ReadBytes {
  readonly #port: number;
  /** By the client's port. */
  #unread = new Map<number, number>();
  #lost = 0;
  #read = 0;

  constructor(port: number) {
    this.#port = port;
  }

  /**
   * `sent` is what the server wrote until the table was taken. What arrived and is not confirmed yet lies in
   * both queues and is counted twice for a moment; so the answer is never less than one before.
   */
  of(table: string, sent: number): number {
    const unread = unreadBytes(table, this.#port);
    for (const [client, bytes] of this.#unread) if (!unread.has(client)) this.#lost += bytes;
    this.#unread = unread;
    const waiting = [...unread.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.#read = Math.max(this.#read, sent - waiting - this.#lost);
    return this.#read;
  }
}

/** Bytes in both queues of each connection to the server at `port`, by the client's port. */
function unreadBytes(table: string, port: number): Map<number, number> {
  const found = new Map<number, number>();
  const add = (client: number, bytes: number): void => {
    found.set(client, (found.get(client) ?? 0) + bytes);
  };
  for (const line of linesOf(table)) {
    if (line.localPort === port) add(line.remotePort, line.unsent);
    else if (line.remotePort === port) add(line.localPort, line.unread);
  }
  return found;
}

/** Connections that are open to any of these ports of servers. */
export function openConnections(table: string, ports: readonly number[]): number {
  return linesOf(table).filter((line) => line.state === 1 && ports.includes(line.localPort)).length;
}

/** The table of this machine; empty where it has none. */
export function tcpTableNow(): string {
  try {
    return readFileSync('/proc/net/tcp', 'utf8');
  } catch {
    return '';
  }
}

const line =
  /^\s*\d+: [0-9A-F]{8}:([0-9A-F]{4}) [0-9A-F]{8}:([0-9A-F]{4}) ([0-9A-F]{2}) ([0-9A-F]{8}):([0-9A-F]{8}) /gm;

function linesOf(table: string): readonly TcpLine[] {
  return Array.from(table.matchAll(line), ([, ...fields]) => {
    const [localPort = 0, remotePort = 0, state = 0, unsent = 0, unread = 0] = fields.map((text) =>
      Number.parseInt(text, 16),
    );
    // A server that listens counts its waiting clients there.
    return state === 10
      ? { localPort, remotePort, state, unsent: 0, unread: 0 }
      : { localPort, remotePort, state, unsent, unread };
  });
}
