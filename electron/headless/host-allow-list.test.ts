import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostFromText, HostAllowList, isLoopback, isSameOrigin } from './host-allow-list.ts';

describe('loopback', () => {
  test.each(['127.0.0.1', '127.8.9.1', '::1', 'localhost', 'LOCALHOST', '::ffff:127.0.0.1'])(
    '%s is',
    (address) => {
      expect(isLoopback(address)).toBe(true);
    },
  );
  test.each(['0.0.0.0', '::', '192.168.1.5', 'nas.local', '128.0.0.1', '', 'localhost.example', '127.1'])(
    '%j is not',
    (address) => {
      expect(isLoopback(address)).toBe(false);
    },
  );
});

describe('Host headers', () => {
  const list = new HostAllowList(8080, ['NAS.local', 'box.lan:9000', '192.168.1.5', 'fd00::5']);

  test.each([
    '127.0.0.1:8080',
    'localhost:8080',
    'LocalHost:8080',
    '[::1]:8080',
    '127.8.9.1:8080',
    'nas.local',
    'nas.local:8080',
    'nas.LOCAL:443',
    'box.lan:9000',
    '192.168.1.5:8080',
    '[fd00::5]:8080',
  ])('%s is answered', (host) => {
    expect(list.allows(host)).toBe(true);
  });

  test.each([
    undefined,
    '',
    'evil.example:8080',
    'localhost',
    '127.0.0.1:8081',
    '127.0.0.1.evil.example:8080',
    'localhost.:8080',
    'nas.local.evil.example',
    'evil-nas.local',
    'box.lan',
    'box.lan:9001',
    'user@nas.local',
    'nas.local/path',
    'nas.local#x',
    'nas.local?x',
    'nas.local, evil.example',
    'nas.local:99999',
    'nas.local:',
    '[::1',
    '::1:8080',
  ])('%j is turned away', (host) => {
    expect(list.allows(host)).toBe(false);
  });

  test('port 80 may be left out', () => {
    const plain = new HostAllowList(80, ['nas.local:80']);
    expect(
      ['localhost', 'localhost:80', 'nas.local', 'nas.local:80'].map((host) => plain.allows(host)),
    ).toEqual([true, true, true, true]);
  });

  test('nothing that is not a plain host is read as one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webAuthority({ withUserInfo: true })), (text) => {
        const host = hostFromText(text);
        if (host !== null) expect(text).not.toMatch(/[\s/?#@\\]/);
        expect(list.allows(text) && host === null).toBe(false);
      }),
    );
  });
});

describe('Origin', () => {
  test.each([
    ['http://127.0.0.1:8080', '127.0.0.1:8080'],
    ['http://localhost:8080', 'localhost:8080'],
    ['http://[::1]:8080', '[::1]:8080'],
    ['https://nas.local', 'nas.local'],
    ['https://nas.local', 'nas.local:443'],
    ['http://nas.local', 'NAS.local:80'],
  ])('%s is the same as %s', (origin, host) => {
    expect(isSameOrigin(origin, host)).toBe(true);
  });

  test.each([
    [undefined, '127.0.0.1:8080'],
    ['null', '127.0.0.1:8080'],
    ['', '127.0.0.1:8080'],
    ['http://127.0.0.1', '127.0.0.1:8080'],
    ['http://127.0.0.1:8081', '127.0.0.1:8080'],
    ['http://localhost:8080', '127.0.0.1:8080'],
    ['http://evil.example', '127.0.0.1:8080'],
    ['http://user@127.0.0.1:8080', '127.0.0.1:8080'],
    ['http://127.0.0.1:8080/path', '127.0.0.1:8080'],
    ['app://127.0.0.1:8080', '127.0.0.1:8080'],
    ['file://', ''],
  ])('%j is not the same as %s', (origin, host) => {
    expect(isSameOrigin(origin, host)).toBe(false);
  });
});
