import type { LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { addressSpaceOf } from '../../policy/privacy/address-privacy.ts';
import { guardedLookup, isWithin, NearAddressError } from './address-guard.ts';

/** What the guarded look-up gives where the name leads to these addresses. */
function looked(addresses: readonly string[], all: boolean, one = false): Promise<unknown> {
  const lookup: LookupFunction = (_name, _options, callback) => {
    if (one) callback(null, addresses[0] ?? '', 4);
    else
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  };
  return new Promise((resolve) => {
    guardedLookup('public', addressSpaceOf, lookup)('a.example', { all }, (error, found, family) => {
      resolve(error ?? (all ? found : [found, family]));
    });
  });
}

describe('F7: a name is connected to only where it may lead', () => {
  test('of many addresses the near ones are left out', async () => {
    const mixed = ['127.0.0.1', '8.8.8.8', 'fe80::1', '2606:4700::1'];
    expect(await looked(mixed, true)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
    expect(await looked(mixed, false)).toEqual(['8.8.8.8', 4]);
  });

  test.each([
    [['10.0.0.1'], 'private'],
    [['169.254.169.254', '::1'], 'link-local'],
    [['0.0.0.0'], 'loopback'],
    [['::ffff:127.0.0.1'], 'loopback'],
    [['no address'], 'unknown'],
  ] as const)('%j alone is refused', async (addresses, space) => {
    for (const all of [true, false]) {
      for (const one of [true, false]) {
        const error = await looked(addresses, all, one);
        expect(error).toBeInstanceOf(NearAddressError);
        expect(error).toMatchObject({ failure: { code: 'server-address-refused', facts: { space } } });
      }
    }
  });

  test('what is no address is within nothing but everything', () => {
    expect([isWithin(null, null), isWithin('loopback', null), isWithin('loopback', 'public')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
