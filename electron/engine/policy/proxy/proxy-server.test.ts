import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsProxy, parseProxyAddress, proxyAddressText, type ProxyKind } from './proxy-server.ts';

function read(text: string): unknown {
  const parsed = parseProxyAddress(text);
  if (!parsed.ok) return parsed.failure;
  const { credential } = parsed.value;
  const who = credential === null ? [] : [credential.user, credential.password];
  return [proxyAddressText(parsed.value), ...who];
}

test.each([
  ['http://proxy.example:3128', 'http://proxy.example:3128'],
  ['proxy.example:3128', 'http://proxy.example:3128'],
  ['  HTTP://Proxy.Example/ ', 'http://proxy.example:80'],
  ['http://proxy.example:080', 'http://proxy.example:80'],
  ['https://proxy.example', 'https://proxy.example:443'],
  ['https://proxy.example:80', 'https://proxy.example:80'],
  ['socks5://127.0.0.1', 'socks5://127.0.0.1:1080'],
  ['socks5h://proxy.example.:80', 'socks5h://proxy.example:80'],
  ['socks4://127.0.0.1:9050', 'socks4://127.0.0.1:9050'],
  ['socks4a://127.0.0.1', 'socks4a://127.0.0.1:1080'],
  ['socks://127.0.0.1:1080/', 'socks5h://127.0.0.1:1080'],
  ['[::1]:3128', 'http://[::1]:3128'],
  ['http://[2001:DB8::1]', 'http://[2001:db8::1]:80'],
])('%s is %s', (text, address) => {
  expect(read(text)).toEqual([address]);
});

test.each([
  ['http://ali:secret@proxy:1', 'ali', 'secret'],
  ['ali:s%40c%3Aret@proxy:1', 'ali', 's@c:ret'],
  ['http://ali@proxy:1', 'ali', ''],
  ['http://%EC%9D%B4:%EC%95%94@proxy:1', '이', '암'],
  ['http://:secret@proxy:1', '', 'secret'],
])('%s names user and password', (text, user, password) => {
  expect(read(text)).toEqual(['http://proxy:1', user, password]);
});

test.each([
  ['', 'malformed'],
  ['http://', 'malformed'],
  ['http://proxy:0', 'malformed'],
  ['http://proxy:99999', 'malformed'],
  ['http://proxy:3128/path', 'malformed'],
  ['http://proxy:3128?x', 'malformed'],
  ['a b', 'malformed'],
  ['ftp://proxy', 'scheme'],
  ['constructor://proxy', 'scheme'],
  ['quic://proxy', 'scheme'],
  ['http://ali%3Ab:c@proxy', 'credential'],
  ['http://ali:c%0d%0aX: y@proxy', 'credential'],
  ['http://ali:%ff@proxy', 'credential'],
  ['socks5://:only-a-password@proxy', 'credential'],
  ['socks4://ali:secret@proxy', 'credential'],
  [`socks5://ali:${'x'.repeat(256)}@proxy`, 'credential'],
])('%j is refused as %s', (text, fault) => {
  expect(read(text)).toBe(fault);
});

test('the address never shows user and password, and reads back as the same proxy', () => {
  const kinds: readonly ProxyKind[] = ['http', 'https', 'socks4', 'socks4a', 'socks5', 'socks5h'];
  const word = fc.stringMatching(/^[a-z0-9%:@/\u00e9]{1,12}$/);
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      word,
      word,
      fc.integer({ min: 1, max: 65_535 }),
      (kind, user, password, port) => {
        const credential = { user, password: kind.startsWith('socks4') ? '' : password };
        fc.pre(fitsProxy(kind, credential));
        const who = `${encodeURIComponent(credential.user)}:${encodeURIComponent(credential.password)}`;
        const parsed = parseProxyAddress(`${kind}://${who}@host.example:${port}`);
        expect(parsed).toEqual({ ok: true, value: { kind, host: 'host.example', port, credential } });
        if (!parsed.ok) return;
        const text = proxyAddressText(parsed.value);
        expect(text).toBe(`${kind}://host.example:${port}`);
        expect(parseProxyAddress(text)).toEqual({ ok: true, value: { ...parsed.value, credential: null } });
      },
    ),
  );
});

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(typeof parseProxyAddress(text).ok).toBe('boolean');
      expect(typeof parseProxyAddress(`socks5://${text}`).ok).toBe('boolean');
    }),
  );
});
