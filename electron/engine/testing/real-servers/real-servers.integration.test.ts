import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificate } from '../certificate.ts';
import { rawRequest } from '../raw-client.ts';
import { startRangeServer } from '../range-server/range-server.ts';
import { startApache, startNginx, type RealServer } from './real-servers.ts';
import { firstWrongByte, writeSeededFile } from '../range-server/seeded-body.ts';

const size = 3_000_000;
const running: RealServer[] = [];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-served-'));
  writeSeededFile(join(folder, 'file.bin'), 5, size, new Date(Date.now() - 3_600_000));
  await writeFile(join(folder, 'text.txt'), 'the same words again and again\n'.repeat(1000));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function keep(starting: Promise<RealServer>): Promise<RealServer> {
  const server = await starting;
  running.push(server);
  return server;
}

describe.each([
  ['nginx', () => startNginx(folder)],
  ['Apache httpd', () => startApache(folder)],
])('%s', (_name, launch) => {
  test('serves ranges of a folder, and logs what it sent', async () => {
    const server = await keep(launch());
    const part = await rawRequest(`${server.url}/file.bin`, { headers: { Range: 'bytes=1000000-1999999' } });
    expect([part.status, part.headers['content-range']]).toEqual([
      206,
      `bytes 1000000-1999999/${String(size)}`,
    ]);
    expect([part.body.length, firstWrongByte(part.body, 5, 1_000_000)]).toEqual([1_000_000, null]);
    expect(part.headers['etag']).toMatch(/^"/);
    expect((await rawRequest(`${server.url}/absent`)).status).toBe(404);
    const [first, second] = await server.logOf(2);
    expect(first).toMatchObject({ method: 'GET', target: '/file.bin', status: 206, bodyBytes: 1_000_000 });
    expect(first?.range).toBe('bytes=1000000-1999999');
    expect(first?.bytes).toBe(part.bytes.length);
    expect([second?.status, second?.range]).toEqual([404, null]);
  });

  test('has ended, and let its port go, when stop resolves', async () => {
    const server = await launch();
    await server.stop();
    expect(() => process.kill(server.pid, 0)).toThrow();
    expect((await rawRequest(`${server.url}/file.bin`)).bytes.length).toBe(0);
  });
});

describe('nginx as told', () => {
  test('caps the rate of each request', async () => {
    const { url } = await keep(startNginx(folder, { limitRate: 1_000_000 }));
    const reply = await rawRequest(`${url}/file.bin`);
    expect([reply.body.length, reply.took > 1_500]).toEqual([size, true]);
  });

  test('refuses a second connection', async () => {
    const { url } = await keep(
      startNginx(folder, { limitRate: 1_000_000, limitConnections: 1, limitStatus: 429 }),
    );
    const replies = await Promise.all([rawRequest(`${url}/file.bin`), rawRequest(`${url}/file.bin`)]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 429]);
  });

  test('leaves out entity tags and ranges, and codes text', async () => {
    const { url } = await keep(startNginx(folder, { etag: false, maxRanges: 0, gzip: true }));
    const reply = await rawRequest(`${url}/file.bin`, { headers: { Range: 'bytes=0-9' } });
    expect([reply.status, reply.headers['etag'], reply.body.length]).toEqual([200, undefined, size]);
    const coded = await rawRequest(`${url}/text.txt`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(coded.headers['content-encoding']).toBe('gzip');
    expect(coded.body.length).toBeLessThan(10_000);
  });

  test('speaks TLS', async () => {
    const tls = await makeCertificate(folder);
    const { url } = await keep(startNginx(folder, { tls }));
    const reply = await rawRequest(`${url}/file.bin`);
    expect([reply.status, firstWrongByte(reply.body, 5)]).toEqual([200, null]);
  });
});

describe('Apache httpd as told', () => {
  test('C9: codes the whole for who accepts it, under another entity tag', async () => {
    const { url } = await keep(startApache(folder, { deflate: true }));
    const coded = await rawRequest(`${url}/text.txt`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(coded.headers['content-encoding']).toBe('gzip');
    const plain = await rawRequest(`${url}/text.txt`, { headers: { 'Accept-Encoding': 'identity' } });
    expect('content-encoding' in plain.headers).toBe(false);
    expect(coded.headers['etag']).not.toBe(plain.headers['etag']);
  });

  test('B3: gives a file of this moment a weak entity tag', async () => {
    const { url } = await keep(startApache(folder));
    writeSeededFile(join(folder, 'moment.bin'), 5, 10, new Date());
    expect((await rawRequest(`${url}/moment.bin`)).headers['etag']).toMatch(/^W\/"/);
  });

  test('sends no entity tag, and no ranges', async () => {
    const { url } = await keep(startApache(folder, { fileEtag: 'None', maxRanges: 'none' }));
    const reply = await rawRequest(`${url}/file.bin`, { headers: { Range: 'bytes=0-9' } });
    expect([reply.status, reply.headers['etag'], reply.body.length]).toEqual([200, undefined, size]);
  });
});

describe('the range server over TLS', () => {
  test('C3: ends with close_notify, without it, or by a reset, as told', async () => {
    const { key, cert } = await makeCertificate(folder);
    const server = await startRangeServer({ tls: { key, cert }, seed: 5, size: 100_000 });
    try {
      const whole = await rawRequest(server.url);
      expect([whole.end, firstWrongByte(whole.body, 5)]).toEqual(['closed', null]);
      for (const kind of ['close', 'cut', 'reset'] as const) {
        server.behave({ fault: { kind, at: 40_000 } });
        const reply = await rawRequest(server.url);
        await server.until((stats) => stats.active === 0);
        expect(server.requests.at(-1)).toMatchObject({ sent: 40_000, end: 'fault' });
        expect(firstWrongByte(reply.body, 5)).toBeNull();
        expect(reply.end).toBe(kind === 'reset' ? 'reset' : 'closed');
        if (kind !== 'reset') expect(reply.body.length).toBe(40_000);
      }
    } finally {
      await server.close();
    }
  });
});
