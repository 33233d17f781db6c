import { expect, test } from 'vitest';
import { interruptReasonCodes } from '../../../../shared/model/reasons.ts';
import { decideRetry } from '../retries/retry-policy.ts';
import {
  proxyFailure,
  proxyWayFailure,
  socksFailure,
  tunnelRefusal,
  type ProxyFault,
} from './proxy-fault.ts';

test('G5: what goes wrong on the way to a proxy is the proxy’s, but for being offline', () => {
  const faults = interruptReasonCodes.map((code) => [code, proxyWayFailure({ code }).facts?.['fault']]);
  expect(faults.filter(([, fault]) => fault !== undefined)).toEqual([
    ['network-timeout', 'unreachable'],
    ['network-refused', 'refused'],
    ['network-reset', 'broken-off'],
    ['network-name-unknown', 'name'],
    ['network-tls', 'tls'],
    ['network-certificate', 'certificate'],
    ['server-protocol', 'bad-reply'],
    ['server-too-large', 'bad-reply'],
  ]);
});

test.each([
  [400, 'denied'],
  [401, 'authentication'],
  [403, 'denied'],
  [404, 'server'],
  [405, 'denied'],
  [500, 'server'],
  [502, 'server'],
  [503, 'server'],
  [504, 'server'],
  [302, 'denied'],
])('G5: %i to CONNECT is %s', (status, fault) => {
  expect(tunnelRefusal(status)).toMatchObject({ code: 'network-proxy', facts: { fault } });
});

test.each([
  ['Socks5 Authentication failed', 'authentication'],
  ['Received invalid Socks5 initial handshake (no accepted authentication type)', 'authentication'],
  ['Received invalid Socks5 initial handshake (unknown authentication type)', 'scheme'],
  ['Received invalid Socks5 initial handshake (invalid socks version)', 'bad-reply'],
  ['Socks5 proxy rejected connection - NotAllowed', 'denied'],
  ['Socks5 proxy rejected connection - HostUnreachable', 'server'],
  ['Socks5 proxy rejected connection - undefined', 'bad-reply'],
  ['Socks4 Proxy rejected connection - (Failed)', 'server'],
  ['Socks4 Proxy rejected connection - (RejectedIdent)', 'authentication'],
  ['Socks4 Proxy rejected connection - (undefined)', 'bad-reply'],
  ['Socket closed', 'broken-off'],
  ['', 'bad-reply'],
])('G5: SOCKS, %j is %s', (message, fault) => {
  expect(socksFailure(message, true)).toMatchObject({ code: 'network-proxy', facts: { fault } });
});

test('what may pass by itself is tried again, but only twice while nothing was ever brought', () => {
  const tries = (fault: ProxyFault, firstContact: boolean): number => {
    const facts = { failure: proxyFailure(fault), silence: 0, patience: 0, chance: 0.5, firstContact };
    let count = 1;
    while (count < 20 && decideRetry({ ...facts, failuresWithoutProgress: count }).kind === 'wait')
      count += 1;
    return count;
  };
  for (const fault of ['refused', 'unreachable', 'broken-off', 'server'] as const) {
    expect([tries(fault, true), tries(fault, false)]).toEqual([3, 6]);
  }
  const final = [
    'address',
    'name',
    'tls',
    'certificate',
    'authentication',
    'scheme',
    'denied',
    'bad-reply',
  ] as const;
  for (const fault of final) expect([tries(fault, true), tries(fault, false)]).toEqual([1, 1]);
});
