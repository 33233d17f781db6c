import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeCertificate } from '../engine/testing/certificate.ts';
import { HostileProxy } from '../engine/testing/proxies/hostile-proxy.ts';
import { startMicrosocks } from '../engine/testing/proxies/microsocks.ts';
import { startTinyproxy, type RealProxy } from '../engine/testing/proxies/tinyproxy.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte } from '../engine/testing/range-server/seeded-body.ts';
import { GetPlace, type GetEnd } from './testing/get-process.ts';

const size = 3 << 20;
const secret = 'open-sesame';
const login = { user: 'ali', password: secret };

let open: RealProxy;
let locked: RealProxy;
let socks: RealProxy;
let origin: RangeServer;
let secure: RangeServer;
let place: GetPlace;

beforeAll(async () => {
  [open, locked, socks] = await Promise.all([
    startTinyproxy(),
    startTinyproxy({ login }),
    startMicrosocks(login),
  ]);
});
afterAll(async () => {
  await Promise.all([open.stop(), locked.stop(), socks.stop()]);
});
beforeEach(async () => {
  place = await GetPlace.open();
  const tls = await makeCertificate(place.root);
  [origin, secure] = await Promise.all([startRangeServer({ size }), startRangeServer({ size, tls })]);
});
afterEach(async () => {
  await Promise.all([origin.close(), secure.close()]);
  await place.remove();
});

/** Whether a proxy has had to do with a server: its log names the port. */
async function knows(proxy: RealProxy, server: RangeServer): Promise<boolean> {
  return (await proxy.log()).includes(`:${new URL(server.origin).port}`);
}

async function expectFile(end: GetEnd): Promise<void> {
  expect([end.status, end.err]).toEqual([0, expect.not.stringContaining('rror')]);
  const bytes = await place.read('file.bin');
  expect([bytes.length, firstWrongByte(bytes, 1)]).toEqual([size, null]);
}

/** No file of the program, and nothing that it said, holds the password. */
async function expectNoSecret(end: GetEnd): Promise<void> {
  expect(await place.log()).toContain('Asking');
  const names = await readdir(place.root, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(2);
  const basic = Buffer.from(`ali:${secret}`).toString('base64');
  for (const text of [
    end.out,
    end.err,
    ...(await Promise.all(files.map((file) => readFile(file, 'latin1')))),
  ]) {
    expect(text.includes(secret) || text.includes(basic)).toBe(false);
  }
}

test.each([1, 8])('G5: get through --proxy with a password, %i connections', async (connections) => {
  const proxy = `http://ali:${secret}@127.0.0.1:${locked.port}`;
  const end = await place.run([origin.url, '--proxy', proxy, '-x', String(connections), '--json']);
  await expectFile(end);
  expect(await knows(locked, origin)).toBe(true);
  await expectNoSecret(end);
});

test.each([1, 8])(
  'G5: get an https file through SOCKS with a password, %i connections',
  async (connections) => {
    const proxy = `socks5h://ali:${secret}@127.0.0.1:${socks.port}`;
    const trust = ['--ca-certificate', join(place.root, 'cert.pem')];
    const end = await place.run([
      secure.url,
      ...trust,
      '--proxy',
      proxy,
      '-x',
      String(connections),
      '--json',
    ]);
    await expectFile(end);
    expect(await knows(socks, secure)).toBe(true);
    await expectNoSecret(end);
  },
);

test('G5: get goes by the environment, and --proxy and --no-proxy before it', async () => {
  const env = { http_proxy: `http://127.0.0.1:${open.port}`, https_proxy: 'http://127.0.0.1:1' };
  await expectFile(await place.run([origin.url], { env }));
  expect(await knows(open, origin)).toBe(true);

  const asked = async (args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<boolean> => {
    const proxy = await HostileProxy.start();
    const end = await place.run([origin.url, ...args, '-o', `${Math.random()}.bin`], {
      env: { http_proxy: `127.0.0.1:${proxy.port}`, ...more },
    });
    expect(end.status).toBe(0);
    await proxy.close();
    return proxy.requests.length > 0;
  };
  expect(await asked([])).toBe(true);
  expect(await asked([], { no_proxy: 'localhost,127.0.0.1' })).toBe(false);
  expect(await asked([], { NO_PROXY: '127.0.0.0/8' })).toBe(false);
  expect(await asked(['--no-proxy', '*'])).toBe(false);
  expect(await asked(['--no-proxy', 'example.com'], { no_proxy: '127.0.0.1' })).toBe(true);
  expect(await asked(['--proxy', ''])).toBe(false);
  expect(await asked(['--proxy', `http://127.0.0.1:${open.port}`])).toBe(false);
});

test.each<[string, () => string, RegExp]>([
  [
    'without a password',
    () => `http://127.0.0.1:${locked.port}`,
    /asks for a user and a password: give them as --proxy/,
  ],
  [
    'with a wrong one',
    () => `http://ali:wrong@127.0.0.1:${locked.port}`,
    /does not accept the user and the password/,
  ],
  [
    'with a wrong one for SOCKS',
    () => `socks5://ali:wrong@127.0.0.1:${socks.port}`,
    /does not accept the user and the password/,
  ],
  ['that is not there', () => 'http://127.0.0.1:1', /proxy refuses connections/],
  ['that has no name', () => 'socks5://proxy.invalid', /no proxy of that name/],
  ['that is another thing', () => `http://127.0.0.1:${socks.port}`, /no proxy of that kind/],
])('6: a proxy %s', async (_name, proxy, sentence) => {
  const end = await place.run([origin.url, '--proxy', proxy(), '--json']);
  expect([end.status, end.events.at(-1)?.['code']]).toEqual([6, 'network-proxy']);
  expect(end.sentences).toEqual([expect.stringMatching(sentence)]);
  expect([origin.requests.length, await place.files()]).toEqual([0, []]);
});

test('6: NTLM, and an address in the environment that makes no sense, each with its sentence', async () => {
  const ntlm = await HostileProxy.start({ login: { ...login, scheme: 'ntlm' } });
  const end = await place.run([origin.url, '--proxy', `ali:${secret}@127.0.0.1:${ntlm.port}`]);
  expect([end.status, end.sentences]).toEqual([6, [expect.stringMatching(/not supported, such as NTLM/)]]);
  await ntlm.close();
  const nonsense = await place.run([origin.url], { env: { http_proxy: `nonsense://ali:${secret}@x` } });
  expect([nonsense.status, nonsense.sentences]).toEqual([
    6,
    [expect.stringMatching(/address of the proxy makes no sense/)],
  ]);
  expect(nonsense.err).not.toContain(secret);
  expect(origin.requests).toEqual([]);
});

test.each([
  ['--proxy', `ftp://ali:${secret}@127.0.0.1`],
  ['--proxy', `http://ali:${secret}@`],
  ['--proxy', `socks4://ali:${secret}@127.0.0.1`],
  ['-H', `Proxy-Connection: ${secret}`],
])('28: %s %s', async (option, value) => {
  const end = await place.run([origin.url, option, value]);
  expect([end.status, end.out]).toEqual([28, '']);
  expect(end.err).not.toContain(secret);
});

test('G5: headers for the server do not reach a proxy that makes a tunnel', async () => {
  const proxy = await HostileProxy.start();
  const headers = ['-H', 'Authorization: Bearer x', '-H', 'Cookie: a=b'];
  const trust = ['--ca-certificate', join(place.root, 'cert.pem')];
  await expectFile(
    await place.run([secure.url, ...trust, ...headers, '--proxy', `127.0.0.1:${proxy.port}`, '-x', '4']),
  );
  expect(proxy.requests.length).toBeGreaterThan(0);
  for (const request of proxy.requests) expect(Object.keys(request.headers)).toEqual(['host']);
  expect(secure.requests[0]?.headers).toMatchObject({ authorization: 'Bearer x', cookie: 'a=b' });
  await proxy.close();
});
