import { isIP, type OnReadOpts, type TcpNetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';

/** What TLS is put on: a connection still to be made, or one that is there (a tunnel through a proxy). */
export type SocketBase = { readonly connect: TcpNetConnectOpts } | { readonly over: Duplex };

/**
 * A socket that speaks TLS with `host` and reads into `onread`'s buffer. The certificate is checked,
 * and nothing may be sent or believed before `peerVerdict` has judged the check: the socket stays open
 * on a bad certificate, so that the failure can tell which one it was. No session is ever resumed: every
 * connection shows its certificate anew.
 */
export function secureSocket(
  base: SocketBase,
  host: string,
  secureContext: tls.SecureContext,
  onread: OnReadOpts,
): tls.TLSSocket {
  const options: tls.ConnectionOptions = {
    host,
    secureContext,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    // RFC 6066 section 3 knows no IP addresses; the certificate is then checked against `host`.
    ...(isIP(host) === 0 && { servername: host }),
  };
  if ('connect' in base) {
    const target: tls.ConnectionOptions & { onread: OnReadOpts } = {
      ...options,
      ...base.connect,
      host,
      onread,
    };
    return tls.connect(target);
  }
  const socket = tls.connect({ ...options, socket: base.over });
  // Node reads into a given buffer only on sockets that it made itself.
  socket.on('data', (bytes: Buffer) => {
    if (!onread.callback(bytes.length, bytes)) socket.pause();
  });
  return socket;
}
