import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { openHarness, sumOf, type EngineHarness } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte;
const first = sumOf(seededBytes(1, 0, size));

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ speed: 40, patience: 600_000 });
});

afterEach(() => harness.close());

describe.each([1, 8])('with %i connections at most', (connections) => {
  /** Slow enough for every connection to take part, fast enough not to be waited for. */
  const rate = connections === 1 ? 50_000_000 : 12_000_000;

  test('C1: chunks without a length end at the last chunk', async () => {
    const server = await harness.serve({ framing: 'chunked', ranges: 'ignored', size });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.record.size, server.maxConcurrent]).toEqual(['completed', size, 1]);
  });

  test('C1: chunked parts are as good as any', async () => {
    const server = await harness.serve({ framing: 'chunked', size, rate });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.maxConcurrent > 1]).toEqual(['completed', connections > 1]);
  });

  test.each(['bad-size', 'no-last'] as const)('C2: chunks with %s are begun again', async (chunkFault) => {
    const server = await harness.serve({
      framing: 'chunked',
      chunkSize: 100_000,
      ranges: 'ignored',
      size,
      rules: [{ when: { to: 1 }, use: { chunkFault } }],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.requests]).toEqual(['completed', 2]);
  });

  test.each([
    ['bad-size', 'server-incomplete'],
    ['no-last', 'server-incomplete'],
  ] as const)('C2: chunks with %s every time are never complete', async (chunkFault, code) => {
    const server = await harness.serve({ framing: 'chunked', ranges: 'ignored', size: mebibyte, chunkFault });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code]).toEqual(['interrupted', code]);
  });

  test('C3: a body that the close ends is taken, and said to be of unknown length', async () => {
    const server = await harness.serve({ version: '1.0', framing: 'until-close', ranges: 'ignored', size });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.record.size, end.requests]).toEqual(['completed', size, 1]);
    expect(end.log.join('\n')).toContain('did not say how long');
  });

  test('C4: a connection closed early goes on from where it stood', async () => {
    const server = await harness.serve({
      size,
      rules: [{ when: { to: 1 }, use: { fault: { kind: 'close', at: 3_000_000 } } }],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    if (connections === 1)
      expect(server.requests.map((request) => request.range?.first)).toEqual([0, 3_000_000]);
  });

  test('C4: a length that is too long is never taken for complete', async () => {
    const server = await harness.serve({ size: mebibyte, lengthDelta: 100, ranges: 'ignored' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code]).toEqual(['interrupted', 'server-incomplete']);
  });

  test('C5: what comes past the length is left alone, and the connection not used again', async () => {
    const server = await harness.serve({ size, lengthDelta: -4, ranges: 'ignored' });
    const end = await harness.fetch({ url: server.url, connections, body: { seed: 1, size: size - 4 } });
    expect([end.state, end.record.size]).toEqual(['completed', size - 4]);
    const again = await harness.fetch({ url: server.url, connections, body: { seed: 1, size: size - 4 } });
    expect(again.state).toBe('completed');
    expect(new Set(server.requests.map((request) => request.connection)).size).toBe(2);
  });

  test('C6: equal repeats of a length are one length', async () => {
    const server = await harness.serve({ size, rate, contentLengths: ['{length}', '{length}'] });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.maxConcurrent > 1]).toEqual(['completed', connections > 1]);
  });

  test.each([[['{length}', '11']], [['abc']], [['-5']], [['{length}, 11']], [['0x10']], [['']]])(
    'C6: a Content-Length of %j ends with server-protocol',
    async (contentLengths) => {
      const server = await harness.serve({ size, contentLengths });
      const end = await harness.fetch({ url: server.url, connections });
      expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-protocol', []]);
    },
  );

  test('C7: chunks win over a length', async () => {
    const server = await harness.serve({ size, rate, framing: 'chunked-and-length' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.maxConcurrent > 1]).toEqual(['completed', connections > 1]);
  });

  test('C8: a coded body, though identity was asked for, is decoded as one stream', async () => {
    const server = await harness.serve({ size, encode: 'gzip' });
    const end = await harness.fetch({ url: server.url, connections, checksum: first });
    expect([end.state, end.record.size, end.name]).toEqual(['completed', size, 'file.bin']);
    expect(server.requests.map((request) => request.headers['accept-encoding'])).toEqual([
      'identity',
      'identity',
    ]);
  });

  test('C8: a coded body that breaks off is begun again, and nothing of it is mixed up', async () => {
    const server = await harness.serve({
      size,
      encode: 'gzip',
      rules: [{ when: { to: 3 }, use: { fault: { kind: 'reset', at: 3 * mebibyte } } }],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.record.size]).toEqual(['completed', size]);
  });

  test('C8: a coded body can be paused and gone on with', async () => {
    const server = await harness.serve({ size, encode: 'gzip', rate });
    const download = await harness.fetchUntil(mebibyte, { url: server.url, connections });
    const end = await harness.goOn(download);
    expect([end.state, end.record.size]).toEqual(['completed', size]);
  });

  test('C8: coded bytes that are none end with server-protocol', async () => {
    const server = await harness.serve({ size: mebibyte, contentEncoding: 'gzip' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-protocol', []]);
  });

  test('C9: parts that are coded are rejected, and the others go on', async () => {
    const server = await harness.serve({
      size,
      rate,
      rules: [
        { when: { to: 1 }, use: { fault: { kind: 'reset', at: 3 * mebibyte } } },
        { when: { every: 2 }, use: { encode: 'gzip' } },
      ],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
  });

  test('C10: a .gz file labelled as coded is kept as it was sent, in ranges', async () => {
    const server = await harness.serve({ size, rate, contentEncoding: 'x-gzip' });
    const url = `${server.origin}/file.tar.gz`;
    const end = await harness.fetch({ url, connections });
    expect([end.state, server.maxConcurrent > 1]).toEqual(['completed', connections > 1]);
  });

  test('C10: a coding that nobody knows is kept as it was sent, as one stream', async () => {
    const server = await harness.serve({ size, contentEncoding: 'binary' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.maxConcurrent]).toEqual(['completed', 1]);
  });

  test('C11: codings one on the other are refused', async () => {
    const server = await harness.serve({ size: mebibyte, contentEncoding: 'gzip, gzip' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-protocol', []]);
  });

  test('C12: an endless head is given up', async () => {
    const server = await harness.serve({ size, headerFlood: { lines: 1e9, length: 1_000 } });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code]).toEqual(['interrupted', 'server-protocol']);
  });

  test('C12: a huge header line is given up', async () => {
    const server = await harness.serve({ size, headerFlood: { lines: 1, length: 4_000_000 } });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code]).toEqual(['interrupted', 'server-protocol']);
  });

  test('C13: interim replies are skipped', async () => {
    const server = await harness.serve({ size, rate, informational: [100, 103, 103, 102, 100] });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.maxConcurrent > 1]).toEqual(['completed', connections > 1]);
  });

  test('C14: trailers do not disturb the framing', async () => {
    const server = await harness.serve({
      size,
      rate,
      framing: 'chunked',
      trailers: [
        ['Content-Length', '5'],
        ['X-Sum', 'abc'],
      ],
    });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.maxConcurrent > 1]).toEqual(['completed', connections > 1]);
  });

  test('C15: an empty file is complete, and has the sum of nothing', async () => {
    for (const ranges of ['honoured', 'ignored'] as const) {
      const server = await harness.serve({ size: 0, ranges });
      const end = await harness.fetch({ url: server.url, connections, checksum: sumOf(Buffer.alloc(0)) });
      expect([end.state, end.record.size]).toEqual(['completed', 0]);
      expect(end.record.computed).toEqual(sumOf(Buffer.alloc(0)));
    }
  });

  test('C15: an empty file does not have another sum', async () => {
    const server = await harness.serve({ size: 0 });
    const end = await harness.fetch({ url: server.url, connections, checksum: sumOf(Buffer.from('x')) });
    expect([end.state, end.code]).toEqual(['interrupted', 'file-hash-mismatch']);
  });

  test.each(['99999999999999999999', '9007199254740993'])(
    'C16: a length of %s ends with server-too-large before anything is made',
    async (length) => {
      const server = await harness.serve({ size, contentLengths: [length] });
      const end = await harness.fetch({ url: server.url, connections });
      expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-too-large', []]);
    },
  );

  test('C17: a reply without a head is never taken for the file', async () => {
    const server = await harness.serve({ size: mebibyte, headless: true });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-protocol', []]);
  });

  test.each([
    ['a garbled first line', { statusLine: 'ICY 200 OK' }],
    ['a first line without a status', { statusLine: 'HTTP/1.1 OK' }],
    ['a header line without a name', { rawHeaderLines: [': no name'] }],
  ])('C17: %s ends with server-protocol', async (_fault, behaviour) => {
    const server = await harness.serve({ size, ...behaviour });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-protocol', []]);
  });

  test('C17: bare line feeds are tolerated', async () => {
    const server = await harness.serve({ size, rate, lineEnding: '\n' });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.maxConcurrent > 1]).toEqual(['completed', connections > 1]);
  });

  test.each([201, 204, 205, 299, 300, 304])(
    'C18: status %i is no file of 0 bytes but server-no-content',
    async (status) => {
      const server = await harness.serve({ size, status });
      const end = await harness.fetch({ url: server.url, connections });
      expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-no-content', []]);
    },
  );

  test('C18: a redirect that leads nowhere is server-no-content', async () => {
    const server = await harness.serve({ size, redirect: { status: 302, to: null } });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, end.code, end.files]).toEqual(['interrupted', 'server-no-content', []]);
  });
});
