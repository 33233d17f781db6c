import type { Failure } from '../../../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../../../shared/model/result.ts';
import { proxyFailure, proxyWayFailure } from '../../../policy/proxy/proxy-fault.ts';
import { ResponseReader, type ReplyHead } from '../../../policy/http-message/response-reader.ts';
import type { Connection } from '../connection.ts';
import { networkFailure, timeoutFailure, userStopped } from '../network-failure.ts';
import type { StartSetting } from '../tls/secure-start.ts';

/**
 * Asks an HTTP proxy for a tunnel to `authority` (host and port; RFC 9110 section 9.3.6) on a connection
 * to it. With a 2xx the connection is the tunnel, and nobody's until it is used; else it is closed, and
 * the head tells why. Nothing but the proxy's own credential is sent: what is for the server goes through
 * the tunnel.
 */
export function askForTunnel(
  connection: Connection,
  authority: string,
  authorization: string | null,
  setting: Omit<StartSetting, 'buffers'>,
): Promise<Result<ReplyHead, Failure>> {
  const reader = new ResponseReader();
  return new Promise((resolve) => {
    const settle = (outcome: Result<ReplyHead, Failure>): void => {
      stopTimer();
      setting.signal.removeEventListener('abort', aborted);
      connection.use(null);
      if (!outcome.ok || !isTunnel(outcome.value)) connection.destroy();
      resolve(outcome);
    };
    const aborted = (): void => settle(fail(userStopped));
    const read = (): boolean => {
      const step = reader.next();
      if (step === 'starved') return true;
      if (step === 'failed') settle(fail(proxyFailure('bad-reply')));
      const { head } = reader;
      if (step !== 'head' || head === null) return false;
      // The server speaks only when it is spoken to: bytes behind the head are no server's. A tunnel's
      // reply has no body, whatever its fields say.
      const behind = isTunnel(head) ? reader.next() : 'end';
      settle(behind === 'body' || behind === 'failed' ? fail(proxyFailure('bad-reply')) : ok(head));
      return true;
    };
    const stopTimer = setting.timer.after(Math.max(1, setting.timeout), () =>
      settle(fail(proxyWayFailure(timeoutFailure('connect', setting.timeout)))),
    );
    if (setting.signal.aborted) return aborted();
    setting.signal.addEventListener('abort', aborted, { once: true });
    connection.use({
      onBytes(bytes) {
        reader.feed(bytes);
        const more = read();
        reader.keep();
        return more;
      },
      onClosed: (error) =>
        settle(fail(proxyWayFailure(networkFailure(error ?? { code: 'ECONNRESET' }, 'connect', '')))),
    });
    const login = authorization === null ? '' : `Proxy-Authorization: ${authorization}\r\n`;
    connection.send(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${login}\r\n`);
  });
}

export function isTunnel(head: Pick<ReplyHead, 'status'>): boolean {
  return head.status >= 200 && head.status < 300;
}
