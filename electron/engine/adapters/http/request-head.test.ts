import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requestHead } from './request-head.ts';

function headOf(url: string, headers: readonly (readonly [string, string])[] = []) {
  return requestHead({ url: new URL(url), headers });
}

describe('request head', () => {
  test.each([
    ['http://example.com', '/', 'example.com'],
    ['http://example.com:80/a', '/a', 'example.com'],
    ['https://example.com:443/a', '/a', 'example.com'],
    ['https://example.com:80/a', '/a', 'example.com:80'],
    ['http://[::1]:8080/a?b=%20c#d', '/a?b=%20c', '[::1]:8080'],
    ['http://user:secret@example.com/?', '/', 'example.com'],
    ['http://b\u00fccher.example/\u00e9', '/%C3%A9', 'xn--bcher-kva.example'],
  ])('%s is asked as %s from %s', (url, target, host) => {
    expect(headOf(url)).toEqual({
      ok: true,
      value: `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\n\r\n`,
    });
  });

  test('headers are written in order, as given', () => {
    const head = headOf('http://a/', [
      ['Range', 'bytes=0-'],
      ['X-Empty', ''],
      ['X-Caf', '\xe9'],
    ]);
    expect(head).toMatchObject({ ok: true });
    if (head.ok) expect(head.value).toContain('\r\nRange: bytes=0-\r\nX-Empty: \r\nX-Caf: \xe9\r\n\r\n');
  });

  test.each([
    ['A', 'b\r\nC: d'],
    ['A', 'b\nc'],
    ['A', 'b\0c'],
    ['A', '\u20ac'],
    ['A B', 'c'],
    ['A:', 'c'],
    ['', 'c'],
    ['A\r\nB', 'c'],
    ['Host', 'other.example'],
    ['connection', 'close'],
    ['Transfer-Encoding', 'chunked'],
    ['Content-Length', '5'],
  ])('the header %j: %j is refused', (name, value) => {
    expect(headOf('http://a/', [[name, value]])).toEqual({
      ok: false,
      failure: { code: 'user-bad-input', facts: { fault: 'header' } },
    });
  });

  test('whatever the headers, a head that is accepted has one request line and one empty line', () => {
    const header = fc.tuple(
      fc.constantFrom('A', 'X-Long-Name', 'A\r', 'a b'),
      fc.string({ unit: fc.constantFrom('a', ' ', '\t', ':', '\r', '\n', '\0', '\xff'), maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(header, { maxLength: 3 }), (headers) => {
        const head = headOf('http://a/', headers);
        if (!head.ok) return;
        expect(head.value.split('\r\n')).toHaveLength(headers.length + 5);
        expect(head.value.split(/[\r\n\0]/)).toHaveLength(2 * (headers.length + 4) + 1);
      }),
    );
  });
});

test('F5: a Proxy-Authorization of the caller is for the server, and never for a proxy in between', () => {
  const request = { url: new URL('http://host/x'), headers: [['Proxy-Authorization', 'Basic own']] } as const;
  const direct = requestHead(request);
  expect(direct.ok && direct.value).toContain('Proxy-Authorization: Basic own\r\n');
  const relayed = requestHead(request, { authorization: 'Basic login' });
  expect(relayed.ok && relayed.value).toContain('Proxy-Authorization: Basic login\r\n');
  expect(relayed.ok && relayed.value).not.toContain('own');
  expect(requestHead(request, { authorization: null })).not.toEqual(direct);
});
