import { expect, test } from 'vitest';
import { rulesOf, rulesOfEnvironment, rulesOfProxy, routeTo, type ProxyRules } from './proxy-rules.ts';
import { proxyAddressText } from './proxy-server.ts';

function way(rules: ProxyRules, address: string): string {
  const route = routeTo(new URL(address), rules);
  return route.kind === 'proxy' ? proxyAddressText(route.server) : route.kind;
}

const plain = 'http://files.example/a';
const secure = 'https://files.example/a';

test('each scheme has its variable, and all_proxy stands in for both', () => {
  const rules = rulesOfEnvironment({ http_proxy: 'http://a:1', https_proxy: 'socks5://b:2' });
  expect([way(rules, plain), way(rules, secure)]).toEqual(['http://a:1', 'socks5://b:2']);
  const all = rulesOfEnvironment({ https_proxy: 'http://a:1', all_proxy: 'socks5h://c:3' });
  expect([way(all, plain), way(all, secure)]).toEqual(['socks5h://c:3', 'http://a:1']);
  expect(way(rulesOfEnvironment({}), plain)).toBe('direct');
});

test('lower case goes before upper case, and an empty value is no proxy', () => {
  const both = rulesOfEnvironment({ HTTP_PROXY: 'http://upper:1', http_proxy: 'http://lower:1' });
  expect(way(both, plain)).toBe('http://lower:1');
  const upper = rulesOfEnvironment({ HTTPS_PROXY: 'http://upper:1', ALL_PROXY: 'http://all:1' });
  expect([way(upper, plain), way(upper, secure)]).toEqual(['http://all:1', 'http://upper:1']);
  const empty = rulesOfEnvironment({
    http_proxy: '',
    HTTP_PROXY: 'http://upper:1',
    all_proxy: 'http://all:1',
  });
  expect([way(empty, plain), way(empty, secure)]).toEqual(['direct', 'http://all:1']);
});

test('HTTP_PROXY does not count in a CGI program, http_proxy does', () => {
  const cgi = { REQUEST_METHOD: 'GET', HTTP_PROXY: 'http://attacker:1' };
  expect(way(rulesOfEnvironment(cgi), plain)).toBe('direct');
  expect(way(rulesOfEnvironment({ ...cgi, http_proxy: 'http://own:1' }), plain)).toBe('http://own:1');
  expect(way(rulesOfEnvironment({ HTTP_PROXY: 'http://own:1' }), plain)).toBe('http://own:1');
});

test('no_proxy leaves hosts out; loopback is none of them by itself', () => {
  const rules = rulesOfEnvironment({ all_proxy: 'http://a:1', NO_PROXY: 'files.example' });
  expect([way(rules, plain), way(rules, 'http://127.0.0.1/')]).toEqual(['direct', 'http://a:1']);
  const lower = rulesOfEnvironment({ all_proxy: 'http://a:1', NO_PROXY: 'files.example', no_proxy: '' });
  expect(way(lower, plain)).toBe('http://a:1');
});

test('what is given goes before the environment, each of the two for itself', () => {
  const env = { http_proxy: 'http://env:1', no_proxy: 'files.example' };
  expect(way(rulesOf(null, null, env), plain)).toBe('direct');
  expect(way(rulesOf(null, '', env), plain)).toBe('http://env:1');
  expect(way(rulesOf('socks5://own:1', null, env), 'http://other.example/')).toBe('socks5://own:1');
  expect(way(rulesOf('socks5://own:1', null, env), plain)).toBe('direct');
  expect(way(rulesOf('', null, env), 'http://other.example/')).toBe('direct');
});

test('an address that makes no sense is never gone around', () => {
  expect(way(rulesOfEnvironment({ http_proxy: 'nonsense://x' }), plain)).toBe('unreadable');
  expect(way(rulesOfEnvironment({ http_proxy: 'nonsense://x', no_proxy: '*' }), plain)).toBe('direct');
  expect(way(rulesOfProxy('', null, ''), plain)).toBe('unreadable');
  expect(way(rulesOfProxy('a:1', { user: 'a:b', password: '' }, ''), plain)).toBe('unreadable');
});

test('a credential that is kept apart belongs to the proxy', () => {
  const credential = { user: 'ali', password: 'secret' };
  const route = routeTo(new URL(plain), rulesOfProxy('http://a:1', credential, ''));
  expect(route).toMatchObject({ kind: 'proxy', server: { credential } });
});
