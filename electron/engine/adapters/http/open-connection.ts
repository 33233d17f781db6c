import { connect, type LookupFunction, type TcpNetConnectOpts } from 'node:net';
import type { AddressSpace } from '../../../../shared/model/address-space.ts';
import type { Failure } from '../../../../shared/model/reasons.ts';
import { fail, type Result } from '../../../../shared/model/result.ts';
import { addressSpaceOf } from '../../policy/privacy/address-privacy.ts';
import { guardedLookup, type SpaceOf } from './address-guard.ts';
import { Connection } from './connection.ts';
import { connectionStart, type StartFault } from './connection-start.ts';
import { networkFailure, timeoutFailure, userStopped } from './network-failure.ts';
import type { ReadBuffers } from './read-buffers.ts';
import { secureStart, type StartSetting } from './tls/secure-start.ts';
import type { TlsTrust } from './tls/tls-trust.ts';
import type { Timer } from './watchdog.ts';

/**
 * Opens a connection over which requests to the URL's origin can be sent, TLS included, within `timeout`
 * milliseconds. A proxy is another function of this type. `reach` is as in HttpRequest; a proxy, which
 * looks names up itself, can keep to it only as far as a URL shows it.
 */
export type OpenConnection = (
  url: URL,
  timeout: number,
  signal: AbortSignal,
  reach?: AddressSpace | null,
) => Promise<Result<Connection, Failure>>;

export interface DirectOptions {
  readonly trust: TlsTrust;
  readonly timer: Timer;
  readonly buffers: ReadBuffers;
  /** Name look-up instead of the system's. */
  readonly lookup?: LookupFunction;
  /** Space of an address, instead of what `addressSpaceOf` says. */
  readonly spaceOf?: SpaceOf;
}

/**
 * Milliseconds that one address may take before the next one is tried (RFC 8305 section 5). Node gives
 * an address up for good when its time is over, so a host that is merely far away is tried once more,
 * with patience.
 */
const attemptTimeouts = [250, 3000];

/** Connects straight to the host that the URL names. Certificates are always verified. */
export function directOpener(options: DirectOptions): OpenConnection {
  const spaceOf = options.spaceOf ?? addressSpaceOf;

  return async (url, timeout, signal, reach = null) => {
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    const secure = url.protocol === 'https:';
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
    const started = options.timer.now();

    let fault: StartFault = { kind: 'timeout' };
    for (const attemptTimeout of attemptTimeouts) {
      const target: TcpNetConnectOpts = {
        host,
        port,
        autoSelectFamily: true,
        autoSelectFamilyAttemptTimeout: attemptTimeout,
        ...lookupWithin(reach),
      };
      const left = timeout - (options.timer.now() - started);
      const setting = { buffers: options.buffers, timer: options.timer, timeout: left, signal };
      const outcome = secure
        ? await secureStart({ connect: target }, { host, port }, options.trust, setting)
        : await plainStart(target, setting);
      if (outcome.ok) {
        outcome.value.space = spaceOf(outcome.value.remote);
        return outcome;
      }
      fault = outcome.failure;
      if (fault.kind !== 'broken' || !ranOutOfAttemptTime(fault.error)) break;
    }
    return fail(startFailure(fault, host, timeout));
  };

  function lookupWithin(reach: AddressSpace | null): Pick<TcpNetConnectOpts, 'lookup'> {
    if (reach !== null) return { lookup: guardedLookup(reach, spaceOf, options.lookup) };
    return options.lookup === undefined ? {} : { lookup: options.lookup };
  }
}

function plainStart(
  target: TcpNetConnectOpts,
  { buffers, timer, timeout, signal }: StartSetting,
): Promise<Result<Connection, StartFault>> {
  const connection = new Connection((onread) => connect({ ...target, onread }), buffers);
  return connectionStart(connection, null, timeout, timer, signal);
}

/** The failure that a connection to `host` ended in; `timeout` is milliseconds. */
export function startFailure(fault: StartFault, host: string, timeout: number): Failure {
  switch (fault.kind) {
    case 'aborted':
      return userStopped;
    case 'timeout':
      return timeoutFailure('connect', timeout);
    case 'broken':
      return networkFailure(fault.error, 'connect', host);
    case 'refused':
      return fault.failure;
  }
}

function ranOutOfAttemptTime(error: unknown): boolean {
  return (
    error instanceof AggregateError &&
    error.errors.some((each: unknown) => each instanceof Error && 'code' in each && each.code === 'ETIMEDOUT')
  );
}
