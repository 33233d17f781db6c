import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RangeServerOptions } from '../engine/testing/range-server/range-server-options.ts';
import { startRangeServer, type RangeServer } from '../engine/testing/range-server/range-server.ts';
import { firstWrongByte, seededBytes } from '../engine/testing/range-server/seeded-body.ts';
import { GetPlace } from './testing/get-process.ts';

const size = 2_000_000;
const pieceLength = 262_144;
const body = seededBytes(1, 0, size);
let place: GetPlace;
let servers: RangeServer[] = [];

beforeEach(async () => {
  place = await GetPlace.open();
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
  await place.remove();
});

async function serve(options: RangeServerOptions = {}): Promise<RangeServer> {
  const server = await startRangeServer({ size, ...options });
  servers.push(server);
  return server;
}

function hex(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

function metalink(files: string): string {
  return `<?xml version="1.0"?><metalink xmlns="urn:ietf:params:xml:ns:metalink">${files}</metalink>`;
}

/** A file of which a metalink says nothing but its length. */
function plainFile(name: string, urls: readonly string[]): string {
  return `<file name="${name}"><size>${size}</size>${urls.map((url) => `<url>${url}</url>`).join('')}</file>`;
}

function fileOf(name: string, urls: readonly string[], sum = hex('sha256', body)): string {
  const pieces: string[] = [];
  for (let at = 0; at < size; at += pieceLength)
    pieces.push(`<hash>${hex('sha1', body.subarray(at, at + pieceLength))}</hash>`);
  const list = `<pieces length="${pieceLength}" type="sha-1">${pieces.join('')}</pieces>`;
  const addresses = urls.map((url, index) => `<url priority="${index + 1}">${url}</url>`).join('');
  return `<file name="${name}"><size>${size}</size><hash type="sha-256">${sum}</hash>${list}${addresses}</file>`;
}

test('B15: a metalink is fetched by its sums, and the bad pieces of one mirror come from another', async () => {
  const bad = await serve({ corrupt: [300_000, 900_000] });
  const good = await serve();
  await writeFile(
    place.path('list.meta4'),
    metalink(fileOf('dir/out.bin', [bad.url, 'ftp://x/y', good.url])),
  );
  const end = await place.run(['list.meta4', '-x', '1']);
  expect(end.status).toBe(0);
  expect(end.sentences.join('\n')).toContain("verified by the metalink's SHA-256");
  expect(firstWrongByte(await place.read('out.bin'), 1)).toBeNull();
});

test.each([
  ['names its length', {}],
  ['does not name its length', { framing: 'chunked', ranges: 'ignored' }],
] as const)(
  'a mirror with a file of another length than the metalink says is not used: it %s',
  async (_, how) => {
    const other = await serve({ size: size + 1, ...how });
    const right = await serve();
    const urls = 'framing' in how ? [other.url] : [other.url, right.url];
    await writeFile(place.path('list.meta4'), metalink(plainFile('out.bin', urls)));
    const end = await place.run(['list.meta4', '-x', '1']);
    if ('framing' in how) {
      expect(end.status).toBe(22);
      expect(end.err).toContain(`is ${size + 1} bytes long and not ${size}, as the list says`);
      expect(await place.files()).not.toContain('out.bin');
      return;
    }
    expect(end.status).toBe(0);
    expect(firstWrongByte(await place.read('out.bin'), 1)).toBeNull();
    expect(right.stats.bytesSent).toBe(size);
    expect(other.requests).toHaveLength(1);
  },
);

test('a file of another length from every mirror ends with 22, and leaves nothing', async () => {
  const servers = [await serve({ size: size + 1 }), await serve({ size: size - 1 })];
  await writeFile(
    place.path('list.meta4'),
    metalink(
      plainFile(
        'out.bin',
        servers.map(({ url }) => url),
      ),
    ),
  );
  const end = await place.run(['list.meta4']);
  expect(end.status).toBe(22);
  expect(await place.files()).toEqual(['list.meta4']);
});

test('B16: a metalink whose sum is another ends with 32, and says whose sum it was', async () => {
  const server = await serve();
  await writeFile(place.path('list.metalink'), metalink(fileOf('out.bin', [server.url], 'ab'.repeat(32))));
  const end = await place.run(['list.metalink']);
  expect(end.status).toBe(32);
  expect(end.sentences.join('\n')).toContain("does not match the metalink's SHA-256");
  expect(await place.files()).not.toContain('out.bin');
  const given = await place.run(['list.metalink', '--checksum', hex('sha1', body)]);
  expect(given.status).toBe(0);
  expect(given.sentences.join('\n')).toContain('verified by SHA-1');
});

test('H4: a metalink writes nothing outside the folder, whatever it names', async () => {
  const server = await serve();
  const names = ['../evil.bin', '/tmp/evil.bin', '..\\evil.bin', 'a/../../evil.bin'];
  await writeFile(
    place.path('list.meta4'),
    metalink([...names, 'good.bin'].map((name) => fileOf(name, [server.url])).join('')),
  );
  const end = await place.run(['list.meta4', '-d', 'inside']);
  expect(end.status).toBe(0);
  expect(end.sentences[0]).toBe('list.meta4: A file whose name leads out of its folder was passed over.');
  expect(await readdir(place.path('inside'))).toEqual(['good.bin']);
  expect(await place.files()).toEqual(['inside', 'list.meta4']);
  expect(await readdir(place.root)).not.toContain('evil.bin');
});

test('a metalink that declares entities is refused in one sentence, with 28', async () => {
  await writeFile(place.path('list.meta4'), '<!DOCTYPE m [<!ENTITY a "b">]><metalink/>');
  const end = await place.run(['list.meta4']);
  expect(end.status).toBe(28);
  expect(end.sentences).toHaveLength(1);
  expect(end.err).toContain('declares a document type');
});

test('the files of a metalink that a server sends are fetched beside it', async () => {
  const server = await serve();
  const content = metalink(fileOf('out.bin', [server.url]));
  const list = await serve({ content, contentType: 'application/metalink4+xml' });
  const end = await place.run([`${list.origin}/get`, '--json']);
  expect(end.status).toBe(0);
  const ends = end.events.filter(({ event }) => event === 'end');
  expect(ends.map(({ state, checksum }) => [state, checksum])).toEqual([
    ['completed', null],
    ['completed', `sha256:${hex('sha256', body)}`],
  ]);
  expect(firstWrongByte(await place.read('out.bin'), 1)).toBeNull();
});
