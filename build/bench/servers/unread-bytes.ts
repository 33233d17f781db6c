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

/** Bytes that the server at `port` wrote and that its clients have not read yet: those in both queues. */
export function unreadBytes(table: string, port: number): number {
  return linesOf(table).reduce((sum, line) => {
    if (line.localPort === port) return sum + line.unsent;
    return line.remotePort === port ? sum + line.unread : sum;
  }, 0);
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
