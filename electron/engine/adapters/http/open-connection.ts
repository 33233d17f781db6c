import { connect, isIP, type LookupFunction, type OnReadOpts, type TcpNetConnectOpts } from 'node:net';
import tls from 'node:tls';
import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import { Connection, type SocketMaker } from './connection.ts';
import { networkFailure, timeoutFailure, userStopped } from './network-failure.ts';
import type { ReadBuffers } from './read-buffers.ts';
import type { Timer } from './watchdog.ts';

/**
 * Opens a connection over which requests to the URL's origin can be sent, TLS included, within `timeout`
 * milliseconds. A proxy is another function of this type.
 */
export type OpenConnection = (
  url: URL,
  timeout: number,
  signal: AbortSignal,
) => Promise<Result<Connection, Failure>>;

export interface DirectOptions {
  readonly timer: Timer;
  readonly buffers: ReadBuffers;
  /** Name look-up instead of the system's. */
  readonly lookup?: LookupFunction;
  /** Certificates in PEM form that are trusted besides the built-in ones. */
  readonly authorities?: readonly string[];
}

/**
 * Milliseconds that one address may take before the next one is tried (RFC 8305 section 5). Node gives
 * an address up for good when its time is over, so a host that is merely far away is tried once more,
 * with patience.
 */
const attemptTimeouts = [250, 3000];

/** Connects straight to the host that the URL names. Certificates are always verified. */
export function directOpener(options: DirectOptions): OpenConnection {
  let secureContext: tls.SecureContext | null = null;

  return async (url, timeout, signal) => {
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    const secure = url.protocol === 'https:';
    if (secure) secureContext ??= tls.createSecureContext(trusted(options.authorities));
    const context = secureContext;
    const started = options.timer.now();

    let outcome: Result<Connection, unknown> = fail(null);
    for (const attemptTimeout of attemptTimeouts) {
      const makeSocket: SocketMaker = (onread) => {
        const target: TcpNetConnectOpts = {
          host,
          port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
          autoSelectFamily: true,
          autoSelectFamilyAttemptTimeout: attemptTimeout,
          onread,
          ...(options.lookup && { lookup: options.lookup }),
        };
        return secure && context !== null ? tls.connect(secured(target, context)) : connect(target);
      };
      const left = timeout - (options.timer.now() - started);
      outcome = await established(
        new Connection(makeSocket, options.buffers),
        secure,
        left,
        options.timer,
        signal,
      );
      if (outcome.ok) return outcome;
      if (outcome.failure === 'aborted') return fail(userStopped);
      if (outcome.failure === 'timeout') return fail(timeoutFailure('connect', timeout));
      if (!ranOutOfAttemptTime(outcome.failure)) break;
    }
    return fail(networkFailure(outcome.ok ? null : outcome.failure, 'connect', host));
  };
}

/** Waits until the connection can carry a request; otherwise it is closed and the reason returned. */
function established(
  connection: Connection,
  secure: boolean,
  timeout: number,
  timer: Timer,
  signal: AbortSignal,
): Promise<Result<Connection, unknown>> {
  return new Promise((resolve) => {
    const settle = (outcome: Result<Connection, unknown>): void => {
      stopTimer();
      signal.removeEventListener('abort', aborted);
      connection.use(null);
      if (!outcome.ok) connection.destroy();
      resolve(outcome);
    };
    const aborted = (): void => settle(fail('aborted'));
    const stopTimer = timer.after(Math.max(1, timeout), () => settle(fail('timeout')));
    signal.addEventListener('abort', aborted, { once: true });
    connection.use({
      onBytes() {
        settle(fail({ code: 'EPROTO' }));
        return false;
      },
      onClosed: (error) => settle(fail(error ?? { code: 'ECONNRESET' })),
    });
    connection.socket.once(secure ? 'secureConnect' : 'connect', () => settle(ok(connection)));
  });
}

function secured(
  target: TcpNetConnectOpts,
  secureContext: tls.SecureContext,
): tls.ConnectionOptions & { onread?: OnReadOpts | undefined } {
  const host = target.host ?? '';
  return {
    ...target,
    secureContext,
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
    // RFC 6066 section 3 knows no IP addresses; the certificate is then checked against `host`.
    ...(isIP(host) === 0 && { servername: host }),
  };
}

function trusted(authorities: readonly string[] | undefined): tls.SecureContextOptions {
  if (authorities === undefined) return {};
  return { ca: [...tls.getCACertificates('default'), ...authorities] };
}

function ranOutOfAttemptTime(error: unknown): boolean {
  return (
    error instanceof AggregateError &&
    error.errors.some((each: unknown) => each instanceof Error && 'code' in each && each.code === 'ETIMEDOUT')
  );
}
