import { describe, expect, test } from 'vitest';
import { downloadFolder, readServeOptions, windowAddresses } from './serve-options.ts';

const cwd = '/srv';
const noTls = { authorityFiles: [], revocationFiles: [], trusted: [] };

test('without options: a free port on loopback, and no root of its own', () => {
  expect(readServeOptions([], cwd)).toEqual({
    ok: true,
    value: {
      port: 0,
      folders: [],
      tokenFile: null,
      address: '127.0.0.1',
      allowedHosts: [],
      allowsCommands: false,
      tls: noTls,
    },
  });
});

test('every option is understood, paths start from the caller’s folder', () => {
  const args =
    '--port 8080 --dir films --dir /music --token-file t --host 0.0.0.0 --allow-host nas --allow-host b:9 --allow-commands --ca-certificate a.pem --crl b.crl';
  expect(readServeOptions(args.split(' '), cwd)).toEqual({
    ok: true,
    value: {
      port: 8080,
      folders: ['/srv/films', '/music'],
      tokenFile: '/srv/t',
      address: '0.0.0.0',
      allowedHosts: ['nas', 'b:9'],
      allowsCommands: true,
      tls: { authorityFiles: ['a.pem'], revocationFiles: ['b.crl'], trusted: [] },
    },
  });
});

test.each(['127.0.0.1', '127.1.1.1', '::1', '[::1]', 'localhost'])(
  'loopback %s needs no --allow-host',
  (host) => {
    expect(readServeOptions(['--host', host], cwd).ok).toBe(true);
  },
);

describe('one sentence says what is wrong', () => {
  test.each<[string, string[]]>([
    ['--allow-host', ['--host', '0.0.0.0']],
    ['--allow-host', ['--host', '192.168.1.5']],
    ['--allow-host', ['--host', '::']],
    ['--allow-host', ['--host', 'nas.local']],
    ['--host', ['--host', '0.0.0.0:80', '--allow-host', 'nas']],
    ['--host', ['--host', '', '--allow-host', 'nas']],
    ['--allow-host', ['--allow-host', 'http://nas']],
    ['--allow-host', ['--allow-host', '']],
    ['--allow-host', ['--allow-host', '*']],
    ['--port', ['--port', '65536']],
    ['--port', ['--port=-1']],
    ['--port', ['--port', 'http']],
    ['--dir', ['--dir', '']],
    ['--token-file', ['--token-file', '']],
    ['--tokn', ['--tokn', 'x']],
    ['argument', ['folder']],
  ])('%s: %j', (named, args) => {
    const read = readServeOptions(args, cwd);
    expect(read).toEqual({ ok: false, failure: expect.stringContaining(named) as string });
    expect(read.ok ? '' : read.failure).toMatch(/^[^\n]+\.$/);
  });
});

test('the first address works on this machine wherever one does, the others are the names allowed', () => {
  const addresses = (address: string, ...allowedHosts: string[]): readonly string[] =>
    windowAddresses({ address, allowedHosts }, 8080, 'T');
  expect(addresses('127.0.0.1')).toEqual(['http://127.0.0.1:8080/#token=T']);
  expect(addresses('::1')).toEqual(['http://[::1]:8080/#token=T']);
  expect(addresses('0.0.0.0', 'nas.local', 'box:80')).toEqual([
    'http://127.0.0.1:8080/#token=T',
    'http://nas.local:8080/#token=T',
    'http://box:80/#token=T',
  ]);
  expect(addresses('192.168.1.5', '192.168.1.5')).toEqual(['http://192.168.1.5:8080/#token=T']);
});

test('the usual folder is the XDG one where it is absolute', () => {
  expect(downloadFolder({ XDG_DOWNLOAD_DIR: '/data/new', HOME: '/h' })).toBe('/data/new');
  expect(downloadFolder({ XDG_DOWNLOAD_DIR: 'new', HOME: '/h' })).toBe('/h/Downloads');
});
