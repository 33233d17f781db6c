import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCookieFile } from './cookie-file.ts';
import { cookieHeader } from './cookie-header.ts';

const file = `# Netscape HTTP Cookie File
# https://curl.se/docs/http-cookies.html

.example.org	TRUE	/	TRUE	2145916800	session	a b"c
#HttpOnly_files.example.org	FALSE	/dl	FALSE	0	pass	x=y
127.0.0.1	FALSE	/	FALSE	1.5	empty	
`;

test('G6: a cookies.txt of a browser is read', () => {
  const { cookies, wrong } = readCookieFile(file);
  expect(wrong).toEqual([]);
  expect(cookies).toEqual([
    {
      domain: 'example.org',
      subdomains: true,
      path: '/',
      secure: true,
      httpOnly: false,
      expires: 2_145_916_800,
      name: 'session',
      value: 'a b"c',
    },
    {
      domain: 'files.example.org',
      subdomains: false,
      path: '/dl',
      secure: false,
      httpOnly: true,
      expires: null,
      name: 'pass',
      value: 'x=y',
    },
    {
      domain: '127.0.0.1',
      subdomains: false,
      path: '/',
      secure: false,
      httpOnly: false,
      expires: 1,
      name: 'empty',
      value: '',
    },
  ]);
});

test('lines that hold no cookie are named, and none of their text goes into a header', () => {
  const lines = [
    '{"name":"json"}',
    'h FALSE / FALSE 0 spaces v',
    'h\tFALSE\tno-slash\tFALSE\t0\tn\tv',
    'h/x\tFALSE\t/\tFALSE\t0\tn\tv',
    'h\tFALSE\t/\tFALSE\tsoon\tn\tv',
    'h\tFALSE\t/\tFALSE\t0\tn;m\tv',
    'h\tFALSE\t/\tFALSE\t0\tn\tv; w=1',
    'h\tFALSE\t/\tFALSE\t0\t\tv',
  ];
  expect(readCookieFile(lines.join('\r\n'))).toEqual({ cookies: [], wrong: [1, 2, 3, 4, 5, 6, 7, 8] });
});

test('no text makes a cookie that could end its header', () => {
  const text = fc.stringMatching(/^[\x00-\xff]{0,40}$/);
  fc.assert(
    fc.property(fc.array(text), (fields) => {
      for (const { name, value } of readCookieFile(fields.join('\t')).cookies) {
        expect(`${name}=${value}`).not.toMatch(/[\r\n;]/);
      }
    }),
  );
});

test('what the user set stands first, and gives way to what the server set of one name', () => {
  expect(cookieHeader(['a=1; b=2'], null)).toBe('a=1; b=2');
  expect(cookieHeader(['a=1; b=2'], 'b=3; c=4')).toBe('a=1; b=3; c=4');
  expect(cookieHeader([], null)).toBeNull();
  expect(cookieHeader([' ; '], null)).toBeNull();
});
