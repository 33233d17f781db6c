import { Duplex } from 'node:stream';
import type { Failure } from '../../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../../shared/model/result.ts';
import { proxyFailure, proxyWayFailure, socksFailure } from '../../../policy/proxy/proxy-fault.ts';
import type { ProxyServer } from '../../../policy/proxy/proxy-server.ts';
import type { Connection } from '../connection.ts';
import { networkFailure, timeoutFailure, userStopped } from '../network-failure.ts';
import type { StartSetting } from '../tls/secure-start.ts';

/** What a SOCKS proxy is asked to connect to: an address, or a name for it to look up. */
export interface SocksTarget {
  readonly host: string;
  readonly port: number;
}

/** Most bytes of a name (RFC 1928 section 4). */
const nameMost = 255;

/**
 * Speaks SOCKS 4, 4a or 5 on a connection to a proxy (RFC 1928, RFC 1929). Ok: the connection is one to
 * the target, and nobody's until it is used; else it is closed.
 */
export async function socksHandshake(
  connection: Connection,
  server: ProxyServer,
  target: SocksTarget,
  setting: Omit<StartSetting, 'buffers'>,
): Promise<Result<void, Failure>> {
  const outcome = await negotiate(connection, server, target, setting);
  connection.use(null);
  if (!outcome.ok) connection.destroy();
  return outcome;
}

async function negotiate(
  connection: Connection,
  server: ProxyServer,
  target: SocksTarget,
  { timer, timeout, signal }: Omit<StartSetting, 'buffers'>,
): Promise<Result<void, Failure>> {
  if (signal.aborted) return fail(userStopped);
  if (target.host.length > nameMost) return fail(proxyFailure('denied', { reply: 'name-too-long' }));
  const channel = new SocksChannel(connection);
  const aborted = (): void => channel.giveUp(userStopped);
  signal.addEventListener('abort', aborted, { once: true });
  const stopTimer = timer.after(Math.max(1, timeout), () =>
    channel.giveUp(proxyWayFailure(timeoutFailure('connect', timeout))),
  );
  const { credential } = server;
  // Loaded by the first who needs it: most starts of the program never do.
  const { SocksClient } = await import('socks');
  try {
    await SocksClient.createConnection({
      command: 'connect',
      proxy: {
        host: server.host,
        port: server.port,
        type: server.kind === 'socks4' || server.kind === 'socks4a' ? 4 : 5,
        ...(credential !== null && { userId: credential.user, password: credential.password }),
      },
      destination: target,
      existing_socket: channel,
      timeout: 2 ** 31 - 1,
    });
    // The library gives back, in this turn of the loop, what came behind the proxy's answer. The server
    // speaks only when it is spoken to: such bytes are no server's.
    let excess = 0;
    channel.on('data', (bytes: Buffer) => {
      excess += bytes.length;
    });
    await new Promise((resolve) => setImmediate(resolve));
    return excess === 0 ? ok(undefined) : fail(channel.reason ?? proxyFailure('bad-reply'));
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return fail(channel.reason ?? socksFailure(message, credential !== null));
  } finally {
    stopTimer();
    signal.removeEventListener('abort', aborted);
    channel.destroy();
  }
}

/** A connection as the stream that the library wants, so that the socket keeps its own way of reading. */
class SocksChannel extends Duplex {
  readonly #connection: Connection;
  /** Why there can be no answer any more. */
  reason: Failure | null = null;

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
    // The library listens to the first error only; `reason` has what it means.
    this.on('error', () => undefined);
    connection.use({
      onBytes: (bytes) => {
        this.push(Buffer.from(bytes));
        return true;
      },
      onClosed: (error) =>
        this.giveUp(proxyWayFailure(networkFailure(error ?? { code: 'ECONNRESET' }, 'connect', ''))),
    });
  }

  giveUp(reason: Failure): void {
    this.reason ??= reason;
    this.destroy();
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.#connection.socket.write(bytes);
    done();
  }
}
