import type { OnReadOpts, Socket } from 'node:net';
import type { Failure } from '../../../../../shared/model/reasons.ts';
import type { Result } from '../../../../../shared/model/result.ts';
import { connectionStart, type StartFault } from '../connection-start.ts';
import { Connection } from '../connection.ts';
import type { ReadBuffers } from '../read-buffers.ts';
import type { Timer } from '../watchdog.ts';
import { peerVerdict } from './peer-verdict.ts';
import { secureSocket, type SocketBase } from './secure-socket.ts';
import type { TlsPeer } from './tls-peer.ts';
import type { TlsTrust } from './tls-trust.ts';

export interface StartSetting {
  readonly buffers: ReadBuffers;
  readonly timer: Timer;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Starts TLS straight (`{ connect }`) or over a socket that is connected and has no reader (`{ over }`,
 * a tunnel), and gives the connection when the certificate holds; otherwise everything is closed.
 */
export function secureStart(
  base: SocketBase,
  peer: TlsPeer,
  trust: TlsTrust,
  setting: StartSetting,
): Promise<Result<Connection, StartFault>> {
  const make = (onread: OnReadOpts): Socket => secureSocket(base, peer.host, trust.context, onread);
  const connection = new Connection(make, setting.buffers);
  const judge = (): Failure | null => {
    const verdict = peerVerdict(connection.socket, peer, trust.exceptions.trusted(peer.host, peer.port));
    if (verdict.kind === 'bad') return verdict.failure;
    connection.exception = verdict.kind === 'exception' ? verdict.certificate : null;
    return null;
  };
  return connectionStart(connection, judge, setting.timeout, setting.timer, setting.signal);
}
