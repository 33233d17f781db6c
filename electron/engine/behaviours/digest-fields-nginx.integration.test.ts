import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crc32c } from '../policy/digests/crc32c.ts';
import { startNginx, type NginxOptions } from '../testing/real-servers/nginx-server.ts';
import type { RealServer } from '../testing/real-servers/real-servers.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { openHarness, type EngineHarness, type FetchEnd } from './engine-harness.ts';

const size = 1_000_003;
const content = seededBytes(1, 0, size);
const other = seededBytes(2, 0, size);

let harness: EngineHarness;
let folder: string;
let server: RealServer | null = null;

beforeEach(async () => {
  harness = await openHarness();
  folder = await mkdtemp(join(tmpdir(), 'tributary-served-'));
  await writeFile(join(folder, 'file.bin'), content);
});

afterEach(async () => {
  await server?.stop();
  server = null;
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

type Fields = NonNullable<NginxOptions['headers']>;
type Write = (bytes: Uint8Array) => string;

function hashed(algorithm: string): Write {
  return (bytes) => createHash(algorithm).update(bytes).digest('base64');
}

function summed(sum: (bytes: Uint8Array) => number): Write {
  return (bytes) => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(sum(bytes) >>> 0);
    return four.toString('base64');
  };
}

/** A field, what it holds of some bytes, what nobody can read, and which sum the download shows. */
const fields: readonly (readonly [name: string, write: Write, malformed: string, algorithm: string])[] = [
  ['Repr-Digest', (bytes) => `sha-256=:${hashed('sha256')(bytes)}:`, 'sha-256=:AAAA:', 'sha256'],
  ['Content-Digest', (bytes) => `sha-512=:${hashed('sha512')(bytes)}:`, 'sha-512=AAAA', 'sha512'],
  ['Digest', (bytes) => `SHA-256=${hashed('sha256')(bytes)}`, 'SHA-256=not base64', 'sha256'],
  ['Content-MD5', hashed('md5'), 'AAAA', 'md5'],
  ['x-goog-hash', (bytes) => `crc32c=${summed(crc32c)(bytes)}`, 'crc32c=A', 'crc32c'],
  ['x-amz-checksum-sha256', hashed('sha256'), 'AAAA-3', 'sha256'],
  ['x-amz-checksum-crc32', summed(crc32), 'AAAAA', 'crc32'],
];

async function fetchWith(headers: Fields, list: 'right' | 'wrong' | 'none' = 'none'): Promise<FetchEnd> {
  server = await startNginx(folder, { headers });
  const hex = (bytes: Uint8Array): string => createHash('sha384').update(bytes).digest('hex');
  const listSum = { algorithm: 'sha384', hex: hex(list === 'wrong' ? other : content) } as const;
  return harness.fetch({
    url: `${server.url}/file.bin`,
    connections: 1,
    body: { seed: 1, size },
    ...(list === 'none' ? {} : { listSum }),
  });
}

function verdicts(end: FetchEnd): readonly string[] {
  return end.record.sums.map(({ algorithm, verdict }) => `${algorithm} ${verdict}`);
}

describe.each(fields)('nginx sends %s', (name, write, malformed, algorithm) => {
  test('B16: right, and the file is verified by it', async () => {
    const end = await fetchWith([[name, write(content)]]);
    expect(end.state).toBe('completed');
    expect(verdicts(end)).toEqual([`${algorithm} match`]);
    expect(end.download.view().checksum.verdict).toBe('match');
  });

  test('B16: wrong, and the file does not get its name', async () => {
    const end = await fetchWith([[name, write(other)]]);
    expect(end.state).toBe('interrupted');
    expect(['file-hash-mismatch', 'server-damaged']).toContain(end.code);
  });

  test('B16: malformed, and it counts as none', async () => {
    const end = await fetchWith([[name, malformed]]);
    expect(end.state).toBe('completed');
    expect(verdicts(end)).toEqual([]);
    expect(end.download.view().checksum.verdict).toBe('none');
  });

  test('B16: another sum than a list does, and neither is believed', async () => {
    const end = await fetchWith([[name, write(content)]], 'wrong');
    expect(end).toMatchObject({ state: 'interrupted', code: 'file-hash-mismatch' });
    expect(end.download.view().checksum.verdict).toBe('disputed');
  });
});

test('B16: nginx names a mirror in Link beside a digest, and the mirror joins the sources', async () => {
  const mirror = await harness.serve({ size });
  const link: Fields = [
    ['Repr-Digest', `sha-256=:${hashed('sha256')(content)}:`],
    ['Link', `<${mirror.url}>; rel=duplicate; pri=1`],
  ];
  const end = await fetchWith(link);
  expect(end.state).toBe('completed');
  expect(end.download.detail().sources).toHaveLength(2);
});
