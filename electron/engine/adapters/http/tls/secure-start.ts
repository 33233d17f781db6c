import { connect, Socket, type OnReadOpts } from 'node:net';
import type { TLSSocket } from 'node:tls';
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
import { WatchedCarrier } from './watched-carrier.ts';

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
  const carrier = trust.watchesEnds(peer) ? carrierOf(base) : null;
  const make = (onread: OnReadOpts): TLSSocket => {
    const over = carrier === null ? base : { over: carrier };
    const socket = secureSocket(over, peer.host, trust.context, onread);
    carrier?.carry(socket);
    return socket;
  };
  const connection = new Connection(make, setting.buffers);
  connection.carrier = carrier;
  const judge = (): Failure | null => {
    const verdict = peerVerdict(connection.socket, peer, trust.exceptions.trusted(peer.host, peer.port));
    if (verdict.kind === 'bad') return verdict.failure;
    connection.exception = verdict.kind === 'exception' ? verdict.certificate : null;
    return null;
  };
  return connectionStart(connection, judge, setting.timeout, setting.timer, setting.signal);
}

/** A tunnel that is no socket is carried as it is, and its ends are not told apart. */
function carrierOf(base: SocketBase): WatchedCarrier | null {
  if ('connect' in base) return new WatchedCarrier(connect(base.connect));
  return base.over instanceof Socket ? new WatchedCarrier(base.over) : null;
}
