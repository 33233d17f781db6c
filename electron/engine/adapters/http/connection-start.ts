import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../shared/model/result.ts';
import { strangerFault } from '../../policy/http-message/head-collector.ts';
import type { Connection } from './connection.ts';
import type { Timer } from './watchdog.ts';

/** Why a connection could not be used: a socket's error, or `failure` where what was wrong is known. */
export type StartFault =
  | { readonly kind: 'aborted' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'broken'; readonly error: unknown }
  | { readonly kind: 'refused'; readonly failure: Failure };

/**
 * Waits until the connection can carry a request; otherwise it is closed and the reason returned.
 * With `judge` that is after the TLS handshake, and only when it finds nothing wrong with the peer;
 * without, as soon as TCP is connected. `timeout` is milliseconds.
 */
export function connectionStart(
  connection: Connection,
  judge: (() => Failure | null) | null,
  timeout: number,
  timer: Timer,
  signal: AbortSignal,
): Promise<Result<Connection, StartFault>> {
  return new Promise((resolve) => {
    const settle = (outcome: Result<Connection, StartFault>): void => {
      stopTimer();
      signal.removeEventListener('abort', aborted);
      connection.use(null);
      if (!outcome.ok) connection.destroy();
      resolve(outcome);
    };
    const aborted = (): void => settle(fail({ kind: 'aborted' }));
    const stopTimer = timer.after(Math.max(1, timeout), () => settle(fail({ kind: 'timeout' })));
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    connection.use({
      onBytes(bytes) {
        const stranger = strangerFault(bytes[0] ?? 0);
        const fault = stranger === 'status-line' ? 'unasked' : stranger;
        settle(fail({ kind: 'refused', failure: { code: 'server-protocol', facts: { fault } } }));
        return false;
      },
      onClosed: (error) => settle(fail({ kind: 'broken', error: error ?? { code: 'ECONNRESET' } })),
    });
    connection.socket.once(judge === null ? 'connect' : 'secureConnect', () => {
      const failure = judge?.() ?? null;
      settle(failure === null ? ok(connection) : fail({ kind: 'refused', failure }));
    });
  });
}
