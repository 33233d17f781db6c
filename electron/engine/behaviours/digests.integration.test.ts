import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crc32c } from '../policy/digests/crc32c.ts';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { RangeServerOptions } from '../testing/range-server/range-server-options.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { openHarness, sumOf, type EngineHarness, type FetchEnd } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 3 * mebibyte + 12_345;
const body = seededBytes(1, 0, size);

type Fields = NonNullable<RangeServerOptions['headers']>;

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness();
});

afterEach(() => harness.close());

function base64(algorithm: string, bytes: Uint8Array = body): string {
  return createHash(algorithm).update(bytes).digest('base64');
}

function crcText(sum: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum >>> 0);
  return bytes.toString('base64');
}

const wrong = Buffer.alloc(64, 7);
const wrongSha256 = wrong.subarray(0, 32).toString('base64');

/** A field, what it holds when it is right, and what of it the download shows. */
const whole: readonly (readonly [name: string, right: Fields, wrong: Fields, algorithm: string])[] = [
  [
    'Repr-Digest',
    [['Repr-Digest', `sha-256=:${base64('sha256')}:`]],
    [['Repr-Digest', `sha-256=:${wrongSha256}:`]],
    'sha256',
  ],
  [
    'Repr-Digest with several algorithms',
    [['Repr-Digest', `md5=:${base64('md5')}:, sha-512=:${base64('sha512')}:`]],
    [['Repr-Digest', `sha-512=:${wrong.toString('base64')}:`]],
    'sha512',
  ],
  [
    'Digest',
    [['Digest', `SHA-256=${base64('sha256')},unixsum=30637`]],
    [['Digest', `SHA-256=${wrongSha256}`]],
    'sha256',
  ],
  [
    'Digest with SHA-1',
    [['Digest', `SHA=${base64('sha1')}`]],
    [['Digest', `SHA=${wrong.subarray(0, 20).toString('base64')}`]],
    'sha1',
  ],
  [
    'Content-MD5',
    [['Content-MD5', base64('md5')]],
    [['Content-MD5', wrong.subarray(0, 16).toString('base64')]],
    'md5',
  ],
  [
    'x-goog-hash',
    [['x-goog-hash', `crc32c=${crcText(crc32c(body))}`]],
    [['x-goog-hash', `crc32c=${crcText(1)}`]],
    'crc32c',
  ],
  [
    'x-amz-checksum-crc32',
    [['x-amz-checksum-crc32', crcText(crc32(body))]],
    [['x-amz-checksum-crc32', crcText(1)]],
    'crc32',
  ],
];

/** Content-MD5 and S3's sums count on replies that carry everything, as the first one does. */
function onFirst(headers: Fields): RangeServerOptions {
  return { size, rules: [{ when: { to: 1 }, use: { headers } }] };
}

function verdicts(end: FetchEnd): readonly string[] {
  return end.record.sums.map(({ algorithm, verdict }) => `${algorithm} ${verdict}`);
}

describe.each([1, 8])('with %i connections at most', (connections) => {
  // Which field it is does not depend on the number of connections.
  describe.each(connections === 1 ? whole : whole.slice(0, 2))('%s', (_name, right, other, algorithm) => {
    test("B16: a right one makes the file verified by the server's own digest", async () => {
      const server = await harness.serve(onFirst(right));
      const end = await harness.fetch({ url: server.url, connections });
      expect(end.state).toBe('completed');
      expect(verdicts(end)).toEqual([`${algorithm} match`]);
      expect(end.download.view().checksum.verdict).toBe('match');
    });

    test('B16: a wrong one keeps the file from its final name', async () => {
      const server = await harness.serve(onFirst(other));
      const end = await harness.fetch({ url: server.url, connections });
      expect(end).toMatchObject({ state: 'interrupted', code: 'file-hash-mismatch' });
      expect(end.download.view().checksum.verdict).toBe('mismatch');
    });

    test("B16: the person's own sum decides against a wrong one", async () => {
      const server = await harness.serve(onFirst(other));
      const end = await harness.fetch({ url: server.url, connections, checksum: sumOf(body) });
      expect(end).toMatchObject({ state: 'completed', record: { computed: sumOf(body) } });
      expect(end.download.view().checksum.verdict).toBe('match');
      expect(verdicts(end)).toEqual([`${algorithm} mismatch`]);
    });
  });

  test("B16: the person's own sum decides against a right one too", async () => {
    const server = await harness.serve({ size, headers: whole[0]?.[1] ?? [] });
    const checksum: Checksum = { algorithm: 'sha1', hex: '0'.repeat(40) };
    const end = await harness.fetch({ url: server.url, connections, checksum });
    expect(end).toMatchObject({ state: 'interrupted', code: 'file-hash-mismatch' });
    expect(verdicts(end)).toEqual(['sha256 match']);
  });

  test.each<readonly [string, Fields]>([
    ['no dictionary', [['Repr-Digest', 'sha-256=:AAAA']]],
    ['a sum of another length', [['Repr-Digest', 'sha-256=:AAAA:']]],
    ['an algorithm that nobody knows', [['Repr-Digest', `sha3-256=:${wrongSha256}:`]]],
    ['a composite checksum', [['x-amz-checksum-sha256', `${wrongSha256}-3`]]],
    ['base64 that is none', [['Digest', 'SHA-256=!!!!']]],
    ['an entity tag that looks like a sum', [['ETag', `"${'0'.repeat(32)}"`]]],
    [
      'the sum of a stored form',
      [
        ['x-goog-hash', `md5=${wrong.subarray(0, 16).toString('base64')}`],
        ['x-goog-stored-content-encoding', 'gzip'],
      ],
    ],
  ])('B16: %s is passed over', async (_what, headers) => {
    const server = await harness.serve({ size, headers, etag: null });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end).toMatchObject({ state: 'completed' });
    expect(verdicts(end)).toEqual([]);
    expect(end.download.view().checksum.verdict).toBe('none');
  });

  test('B16: a part that does not match its own Content-Digest comes again', async () => {
    const headers: Fields = [['Content-Digest', `sha-256=:${wrongSha256}:`]];
    const server = await harness.serve({
      size,
      maxReply: 512 * 1024,
      rules: [{ when: { from: 2, to: 2 }, use: { headers } }],
    });
    const end = await harness.fetch({ url: server.url, connections, checksum: sumOf(body) });
    expect(end.state).toBe('completed');
    expect(end.log.join('\n')).toContain('bytes did not match their digest');
    expect(end.refetched).toBeGreaterThan(0);
    // Several connections ask for the end of a fast transfer twice, besides.
    expect(end.refetched).toBeLessThanOrEqual(512 * 1024 + (connections - 1) * 256 * 1024);
  });

  test('B16: a server whose parts never match their Content-Digest ends by name', async () => {
    const headers: Fields = [['Content-Digest', `sha-256=:${wrongSha256}:`]];
    const server = await harness.serve({ size, maxReply: 512 * 1024, headers });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end).toMatchObject({ state: 'interrupted', code: 'server-damaged' });
  });

  test('B16: a source whose parts do not match their Content-Digest is set aside for another', async () => {
    const headers: Fields = [['Content-Digest', `sha-256=:${wrongSha256}:`]];
    const server = await harness.serve({ size, rate: 8_000_000 });
    const bad = await harness.serve({
      size,
      rate: 8_000_000,
      maxReply: 256 * 1024,
      rules: [{ when: { from: 2, startFrom: 256 * 1024 }, use: { headers } }],
    });
    const end = await harness.fetch({ url: bad.url, mirrors: [server.url], connections });
    expect(end.state).toBe('completed');
    expect(end.download.detail().sources[0]).toMatchObject({
      state: 'set-aside',
      failure: { code: 'server-damaged' },
    });
  });

  test('C14, B16: a digest in the trailers is compared', async () => {
    const trailers: Fields = [['Repr-Digest', `sha-256=:${base64('sha256')}:`]];
    const server = await harness.serve({ size, ranges: 'ignored', framing: 'chunked', trailers });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    expect(verdicts(end)).toEqual(['sha256 match']);
  });

  test('C14, B16: a wrong digest in the trailers keeps the file from its final name', async () => {
    const trailers: Fields = [['Digest', `sha-256=${wrongSha256}`]];
    const server = await harness.serve({ size, ranges: 'ignored', framing: 'chunked', trailers });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end).toMatchObject({ state: 'interrupted', code: 'file-hash-mismatch' });
  });

  test('B16: sums of a server and of a list that disagree are disputed, and nothing is guessed', async () => {
    const server = await harness.serve({ size, headers: whole[0]?.[1] ?? [] });
    const listSum = { algorithm: 'sha512', hex: 'ab'.repeat(64) } as const;
    const end = await harness.fetch({ url: server.url, connections, listSum });
    expect(end).toMatchObject({ state: 'interrupted', code: 'file-hash-mismatch' });
    expect(end.download.view().checksum.verdict).toBe('disputed');
    expect(end.record.state).toMatchObject({ failure: { facts: { by: 'disputed' } } });
    // The person says which is right: the bytes are there already.
    end.download.setExpected(sumOf(body));
    const again = await harness.goOn(end.download);
    expect(again).toMatchObject({ state: 'completed', requests: 0 });
    expect(again.download.view().checksum.verdict).toBe('match');
  });

  test('B16: a sum that a list names is enough to be verified by', async () => {
    const server = await harness.serve({ size });
    const end = await harness.fetch({ url: server.url, connections, listSum: sumOf(body) });
    expect(end).toMatchObject({ state: 'completed', record: { computed: sumOf(body) } });
    expect(end.download.view().checksum.verdict).toBe('match');
  });

  test('B12, B16: a mirror whose digest is another one is not used, though the samples agree', async () => {
    const rate = 4_000_000;
    const server = await harness.serve({ size, rate, headers: whole[0]?.[1] ?? [] });
    const mirror = await harness.serve({ size, rate, headers: whole[0]?.[2] ?? [] });
    const end = await harness.fetch({ url: server.url, mirrors: [mirror.url], connections });
    expect(end.state).toBe('completed');
    expect(end.download.detail().sources[1]?.received).toBe(0);
  });

  test('B16: mirrors in Link fields help where the server sent a digest too', async () => {
    const rate = 3_000_000;
    const mirror = await harness.serve({ size, rate, etag: '"other"' });
    const link = [
      'Link',
      `<${mirror.url}>; rel=duplicate; pri=1; geo=de, <ftp://x/y>; rel=duplicate`,
    ] as const;
    const server = await harness.serve({ size, rate, headers: [...(whole[0]?.[1] ?? []), link] });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    expect(end.download.detail().sources).toHaveLength(2);
    expect(mirror.requests.length > 0).toBe(connections > 1);
  });

  test('B16: mirrors in Link fields without any digest or strong tag are not asked', async () => {
    const mirror = await harness.serve({ size });
    const headers: Fields = [['Link', `<${mirror.url}>; rel=duplicate`]];
    const server = await harness.serve({ size, etag: null, headers });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    expect(mirror.requests).toHaveLength(0);
  });

  test('B12: a mirror named beside a strong tag alone must have the same tag', async () => {
    const rate = 3_000_000;
    const mirror = await harness.serve({ size, rate, etag: '"other"' });
    const server = await harness.serve({ size, rate, headers: [['Link', `<${mirror.url}>; rel=duplicate`]] });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    expect(end.download.detail().sources[1]?.received).toBe(0);
  });
});
