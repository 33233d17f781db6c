import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApache, startNginx, type RealServer } from '../../testing/real-servers/real-servers.ts';
import { seededBytes, writeSeededFile } from '../../testing/range-server/seeded-body.ts';
import { openHarness, sumOf, type EngineHarness } from '../engine-harness.ts';

const size = 8 << 20;
const checksum = sumOf(seededBytes(1, 0, size), 'sha1');
const body = { seed: 1, size };
const who = { user: 'ali', password: 'open sesame' };
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
    ['nginx with Basic', () => startNginx(served, { auth: who })],
    ['Apache httpd with Basic', () => startApache(served, { auth: { kind: 'basic', ...who } })],
    ['Apache httpd with Digest', () => startApache(served, { auth: { kind: 'digest', ...who } })],
  ])('G3: %s lets the right user in and nobody else', async (_name, start) => {
    server = await start();
    const url = `${server.url}/file.bin`;
    const wrong = await harness.fetch({ url, connections, credential: { ...who, password: 'no' } });
    expect([wrong.code, wrong.files]).toEqual(['server-unauthorized', []]);
    const end = await harness.fetch({ url, connections, checksum, body, credential: who });
    expect([end.state, end.record.computed]).toEqual(['completed', checksum]);
    const log = await server.logOf(wrong.requests + end.requests);
    // What the address told was shown as Basic at once; Digest asks for itself.
    expect(log.slice(wrong.requests).filter(({ status }) => status === 401).length).toBeLessThanOrEqual(1);
  });

  test('G3, G4: a nonce of Apache httpd that ran out during a pause is answered anew', async () => {
    server = await startApache(served, { auth: { kind: 'digest', ...who, nonceLife: 1 } });
    harness.engine.setLimits({ limit: 4_000_000 });
    const url = `${server.url}/file.bin`;
    const download = harness.begin({ url, connections, checksum, credential: who });
    await harness.until(() => download.view().received > size / 4, download);
    // Older than its life: what is asked for from here on is asked with a stale nonce first.
    await wait(1_500);
    harness.engine.setLimits({ limit: 0 });
    const end = await harness.ended(download, { body });
    expect([end.state, end.record.computed]).toEqual(['completed', checksum]);
  });
});
