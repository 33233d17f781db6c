import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApache } from '../testing/real-servers/apache-server.ts';
import { startNginx } from '../testing/real-servers/nginx-server.ts';
import type { RealServer } from '../testing/real-servers/real-servers.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { openHarness, type EngineHarness, type FetchEnd } from './engine-harness.ts';

const size = 5_000_000;
const content = seededBytes(1, 0, size);
const body = { seed: 1, size };

let harness: EngineHarness;
let folder: string;
let server: RealServer | null = null;

beforeEach(async () => {
  harness = await openHarness();
  // Apache does not serve as root: nothing above the folder may be closed to it.
  folder = await mkdtemp(join(tmpdir(), 'tributary-served-'));
  await writeFile(join(folder, 'file.bin'), content);
});

afterEach(async () => {
  await server?.stop();
  server = null;
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

async function fetchFrom(started: RealServer, connections: number): Promise<FetchEnd> {
  server = started;
  return harness.fetch({ url: `${started.url}/file.bin`, connections, body });
}

function verdicts(end: FetchEnd): readonly string[] {
  return end.record.sums.map(({ field, algorithm, verdict }) => `${field} ${algorithm} ${verdict}`);
}

describe.each([1, 8])('with %i connections at most', (connections) => {
  const base64 = createHash('sha256').update(content).digest('base64');

  test('B16: nginx sends Repr-Digest with every part, and the file is verified by it', async () => {
    const started = await startNginx(folder, { headers: [['Repr-Digest', `sha-256=:${base64}:`]] });
    const end = await fetchFrom(started, connections);
    expect(end.state).toBe('completed');
    expect(verdicts(end)).toEqual(['Repr-Digest sha256 match']);
  });

  test('B16: nginx sends a wrong Digest, and the file keeps its part name', async () => {
    const wrong = createHash('sha256').update('other').digest('base64');
    const end = await fetchFrom(
      await startNginx(folder, { headers: [['Digest', `SHA-256=${wrong}`]] }),
      connections,
    );
    expect(end).toMatchObject({ state: 'interrupted', code: 'file-hash-mismatch' });
    expect(verdicts(end)).toEqual(['Digest sha256 mismatch']);
  });

  test('B16: Apache sends Content-MD5, and the file is verified by it as far as that goes', async () => {
    const end = await fetchFrom(await startApache(folder, { contentDigest: true }), connections);
    expect(end.state).toBe('completed');
    expect(verdicts(end)).toEqual(['Content-MD5 md5 match']);
  });
});
