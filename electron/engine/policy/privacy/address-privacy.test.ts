import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressSpaces, mayLeadTo } from '../../../../shared/model/address-space.ts';
import { addressSpaceOf, spaceOfHost } from './address-privacy.ts';

describe('F7: how near an address is', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['1.1.1.1', 'public'],
    ['9.255.255.255', 'public'],
    ['11.0.0.0', 'public'],
    ['172.15.255.255', 'public'],
    ['172.32.0.0', 'public'],
    ['100.63.255.255', 'public'],
    ['100.128.0.0', 'public'],
    ['223.255.255.255', 'public'],
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['100.127.255.255', 'private'],
    ['198.19.0.1', 'private'],
    ['224.0.0.1', 'private'],
    ['255.255.255.255', 'private'],
    ['169.254.169.254', 'link-local'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['0.0.0.0', 'loopback'],
    ['::', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::127.0.0.1', 'loopback'],
    ['::ffff:0:127.0.0.1', 'loopback'],
    ['64:ff9b::127.0.0.1', 'loopback'],
    ['2002:7f00:1::', 'loopback'],
    ['::ffff:10.1.2.3', 'private'],
    ['64:ff9b::10.1.2.3', 'private'],
    ['64:ff9b:1::8.8.8.8', 'private'],
    ['::ffff:169.254.169.254', 'link-local'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::8.8.8.8', 'public'],
    ['2002:808:808::', 'public'],
    ['2606:4700:4700::1111', 'public'],
    ['2001:4860:4860::8888', 'public'],
    ['2001:db8::1', 'private'],
    ['2001:0:1::', 'private'],
    ['fc00::1', 'private'],
    ['fdff:ffff::1', 'private'],
    ['fec0::1', 'private'],
    ['ff02::1', 'private'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['febf::1', 'link-local'],
  ] as const)('%s is %s', (address, space) => {
    expect(addressSpaceOf(address)).toBe(space);
  });

  test.each([
    ['http://2130706433/', 'loopback'],
    ['http://0x7f.1/', 'loopback'],
    ['http://0177.0.0.1/', 'loopback'],
    ['http://127.1/', 'loopback'],
    ['http://0/', 'loopback'],
    ['http://127.0.0.1./', 'loopback'],
    ['http://１２７.０.０.１/', 'loopback'],
    ['http://[::ffff:7f00:1]/', 'loopback'],
    ['http://localhost/', 'loopback'],
    ['http://LOCALHOST./', 'loopback'],
    ['http://a.b.localhost:80/', 'loopback'],
    ['http://0xa9fea9fe/', 'link-local'],
    ['http://0300.0250.1.1/', 'private'],
    ['http://notlocalhost/', null],
    ['http://localhost.example/', null],
    ['http://127.0.0.1.example/', null],
  ] as const)('the host of %s: %s', (address, space) => {
    expect(spaceOfHost(new URL(address).hostname)).toBe(space);
  });

  test('reads the addresses that the system takes for one, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.ipV4(),
          fc.ipV6(),
          fc.string({ unit: fc.constantFrom(...'0123456789abf:.'), maxLength: 20 }),
        ),
        (text) => {
          expect(addressSpaceOf(text) !== null).toBe(isIPv4(text) || isIPv6(text));
        },
      ),
      { numRuns: 2_000, examples: [['0.0.0.00'], ['127.0.0.01'], ['::1.2.3.04']] },
    );
  });

  test('an IPv4 address is as near in every form of IPv6 that carries it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 256, max: 2 ** 32 - 1 }), (value) => {
        const ipv4 = [24, 16, 8, 0].map((bits) => (value >>> bits) & 255).join('.');
        const hex = `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
        const space = addressSpaceOf(ipv4);
        for (const form of [`::ffff:${ipv4}`, `::ffff:${hex}`, `64:ff9b::${ipv4}`, `2002:${hex}::1`])
          expect(addressSpaceOf(form)).toBe(space);
        expect(spaceOfHost(new URL(`http://${String(value)}/`).hostname)).toBe(space);
      }),
    );
  });
});

test('F7: nothing leads to a nearer place than its own', () => {
  for (const [at, from] of addressSpaces.entries()) {
    for (const [to, space] of addressSpaces.entries()) expect(mayLeadTo(from, space)).toBe(to <= at);
  }
});
