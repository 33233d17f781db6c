import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApache, startNginx, type RealServer } from '../testing/real-servers/real-servers.ts';
import { seededBytes, writeSeededFile } from '../testing/range-server/seeded-body.ts';
import { openHarness, sumOf, type EngineHarness } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte;
const hourAgo = new Date(Date.now() - 3_600_000);

let harness: EngineHarness;
let served: string;
let server: RealServer;

beforeEach(async () => {
  harness = await openHarness({ speed: 4 });
  served = await mkdtemp(join(tmpdir(), 'tributary-served-'));
  writeSeededFile(join(served, 'file.bin'), 1, size, hourAgo);
});

afterEach(async () => {
  await harness.close();
  await server.stop();
  await rm(served, { recursive: true, force: true });
});

describe.each([1, 8])('with %i connections at most', (connections) => {
  test.each([
    ['nginx', () => startNginx(served, { limitRate: 10_000_000 })],
    ['Apache httpd', () => startApache(served)],
  ])('A1: %s brings a file in ranges', async (_name, start) => {
    server = await start();
    const checksum = sumOf(seededBytes(1, 0, size), 'sha1');
    const end = await harness.fetch({
      url: `${server.url}/file.bin`,
      connections,
      checksum,
      body: { seed: 1, size },
    });
    expect([end.state, end.record.computed]).toEqual(['completed', checksum]);
    const log = await server.logOf(end.requests);
    expect(log.every((request) => request.status === 206)).toBe(true);
  });

  test('A2: nginx without ranges brings it in one stream', async () => {
    server = await startNginx(served, { maxRanges: 0 });
    const end = await harness.fetch({ url: `${server.url}/file.bin`, connections, body: { seed: 1, size } });
    expect([end.state, end.requests]).toEqual(['completed', 1]);
  });

  test('B1, B2: a file that nginx has another version of after a pause is begun again', async () => {
    // nginx gives half a second of each reply for free: less than a segment must fit into it.
    server = await startNginx(served, { limitRate: connections === 1 ? 4_000_000 : 1_000_000 });
    const download = await harness.fetchUntil(mebibyte, { url: `${server.url}/file.bin`, connections });
    writeSeededFile(join(served, 'new.bin'), 2, size, new Date(hourAgo.getTime() + 1_000));
    await rename(join(served, 'new.bin'), join(served, 'file.bin'));
    const end = await harness.goOn(download, { body: { seed: 2, size } });
    expect(end.state).toBe('completed');
    expect(end.log.join('\n')).toContain('starting over');
  });

  test.each([
    ['weak entity tag', 0],
    ['entity tag that becomes strong meanwhile', 1],
  ])("B3: Apache's %s of a fresh file does not stand in the way of ranges", async (_, age) => {
    server = await startApache(served);
    const path = join(served, 'fresh.bin');
    writeSeededFile(path, 3, size, new Date(Date.now() - age * 1_000));
    const end = await harness.fetch({ url: `${server.url}/fresh.bin`, connections, body: { seed: 3, size } });
    expect(end.state).toBe('completed');
    expect((await server.logOf(end.requests)).every((request) => request.status === 206)).toBe(true);
  });

  test('B4: Apache without entity tags is held to its dates', async () => {
    server = await startApache(served, { fileEtag: 'None' });
    const end = await harness.fetch({ url: `${server.url}/file.bin`, connections, body: { seed: 1, size } });
    expect([end.state, end.record.validator]).toEqual(['completed', hourAgo.toUTCString()]);
  });

  test('B4: the date of a fresh file, which Apache takes for a weak one, does not stand in the way of ranges', async () => {
    server = await startApache(served, { fileEtag: 'None' });
    writeSeededFile(join(served, 'fresh.bin'), 3, size, new Date(Date.now() - 5_000));
    const end = await harness.fetch({ url: `${server.url}/fresh.bin`, connections, body: { seed: 3, size } });
    expect(end.state).toBe('completed');
    expect((await server.logOf(end.requests)).every((request) => request.status === 206)).toBe(true);
  });

  test('C8: Apache that would compress everything brings the file itself, in ranges', async () => {
    server = await startApache(served, { deflate: true });
    const end = await harness.fetch({ url: `${server.url}/file.bin`, connections, body: { seed: 1, size } });
    expect(end.state).toBe('completed');
    expect((await server.logOf(end.requests)).every((request) => request.status === 206)).toBe(true);
  });
});
