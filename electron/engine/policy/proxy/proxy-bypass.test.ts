import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bypassesProxy, readProxyBypass } from './proxy-bypass.ts';

function bypasses(list: string, address: string): boolean {
  return bypassesProxy(readProxyBypass(list), new URL(address));
}

test.each([
  ['example.com', 'http://example.com/', true],
  ['example.com', 'http://www.example.com/', true],
  ['.example.com', 'http://example.com/', true],
  ['*.example.com', 'http://www.example.com/', true],
  ['example.com.', 'http://www.example.com./', true],
  ['EXAMPLE.com', 'http://Example.COM/', true],
  ['example.com', 'http://notexample.com/', false],
  ['www.example.com', 'http://example.com/', false],
  ['localhost, 127.0.0.1', 'http://127.0.0.1:8080/', true],
  ['localhost 127.0.0.1', 'http://localhost/', true],
  ['localhost', 'http://127.0.0.1/', false],
  ['*', 'https://anything.example/', true],
  ['a,*,b', 'https://anything.example/', true],
  ['', 'http://example.com/', false],
  ['10.0.0.0/8', 'http://10.255.3.4/', true],
  ['10.0.0.0/8', 'http://11.0.0.1/', false],
  ['192.168.4.0/22', 'http://192.168.7.255/', true],
  ['192.168.4.0/22', 'http://192.168.8.0/', false],
  ['0.0.0.0/0', 'http://8.8.8.8/', true],
  ['0.0.0.0/0', 'http://[::1]/', false],
  ['10.0.0.0/33', 'http://10.0.0.0/', false],
  ['::1', 'http://[::1]/', true],
  ['[::1]', 'http://[::1]:81/', true],
  ['fd00::/8', 'http://[fdab::1]/', true],
  ['fd00::/8', 'http://[fe80::1]/', false],
  ['127.0.0.1', 'http://[::ffff:127.0.0.1]/', true],
  ['127.1', 'http://127.0.0.1/', true],
  ['example.com:8080', 'http://example.com:8080/', true],
  ['example.com:443', 'https://example.com/', true],
  ['example.com:80', 'https://example.com/', false],
  ['127.0.0.1:81', 'http://127.0.0.1/', false],
  ['[::1]:81', 'http://[::1]:81/', true],
  ['bücher.example', 'http://xn--bcher-kva.example/', true],
  ['http://example.com', 'http://example.com/', false],
  ['example.com/x', 'http://example.com/', false],
])('the list %j and %s: %s', (list, address, answer) => {
  expect(bypasses(list, address)).toBe(answer);
});

test('an address is in a network when their first bits agree', () => {
  const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
  const bitsOf = (parts: readonly number[]): string =>
    parts.map((part) => part.toString(2).padStart(8, '0')).join('');
  fc.assert(
    fc.property(address, address, fc.nat(32), (first, other, bits) => {
      const answer = bypasses(`${first.join('.')}/${bits}`, `http://${other.join('.')}/`);
      expect(answer).toBe(bitsOf(first).slice(0, bits) === bitsOf(other).slice(0, bits));
    }),
  );
});

test('no list makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a1.:/*[]%, -é'), maxLength: 20 }), (list) => {
      expect(typeof bypasses(list, 'http://a1.b/')).toBe('boolean');
    }),
  );
});
