import { connect, isIP } from 'node:net';
import { lookup as systemLookup } from 'node:dns';
import type { AddressSpace } from '../../../../shared/model/address-space.ts';
import { addressSpaceOf } from '../../policy/privacy/address-privacy.ts';
import { guardedLookup, isWithin } from './address-guard.ts';

/**
 * Milliseconds from the first packet to a server until its answer: the time that TCP takes to connect,
 * the name's look-up left out. Nothing is sent, and the connection is closed at once. Null where it
 * cannot be measured within `timeout` milliseconds. `reach` is as in HttpRequest.
 */
export function measureRoundTrip(
  url: URL,
  reach: AddressSpace | null,
  timeout: number,
): Promise<number | null> {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  if (isIP(host) !== 0 && !isWithin(reach, addressSpaceOf(host))) return Promise.resolve(null);
  return new Promise((resolve) => {
    let began = performance.now();
    // The first address only: which of several answers first would measure another way each time.
    const lookup = reach === null ? systemLookup : guardedLookup(reach, addressSpaceOf);
    const socket = connect({ host, port, lookup, autoSelectFamily: false });
    const timer = setTimeout(() => {
      settle(null);
    }, timeout);
    const settle = (value: number | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(value);
    };
    socket.once('lookup', () => {
      began = performance.now();
    });
    socket.once('connect', () => {
      settle(performance.now() - began);
    });
    socket.once('error', () => {
      settle(null);
    });
  });
}
