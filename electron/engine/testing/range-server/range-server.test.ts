import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { rawRequest, type RawReply, type RawRequest } from '../raw-client.ts';
import type { RangeServerOptions } from './range-server-options.ts';
import { startRangeServer, type RangeServer } from './range-server.ts';
import { firstWrongByte, seededBytes } from './seeded-body.ts';

const size = 100_000;
const running: RangeServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options: RangeServerOptions = {}): Promise<RangeServer> {
  const server = await startRangeServer({ seed: 3, size, ...options });
  running.push(server);
  return server;
}

/** One request with a Range, to a server with these options. */
async function ask(
  options: RangeServerOptions,
  range: string | null,
  more: RawRequest = {},
): Promise<RawReply> {
  const server = await start(options);
  return askAgain(server, range, more);
}

function askAgain(server: RangeServer, range: string | null, more: RawRequest = {}): Promise<RawReply> {
  const headers = { ...(range === null ? {} : { Range: range }), ...more.headers };
  return rawRequest(server.url, { ...more, headers });
}

describe('a good server', () => {
  test('answers a range with exactly those bytes and says so', async () => {
    const reply = await ask({}, 'bytes=1000-2999');
    expect(reply.status).toBe(206);
    expect(reply.headers).toMatchObject({
      'content-range': `bytes 1000-2999/${String(size)}`,
      'content-length': '2000',
      'accept-ranges': 'bytes',
      etag: '"first"',
    });
    expect(reply.body.equals(seededBytes(3, 1000, 2000))).toBe(true);
  });

  test('answers an open range, no range and a range past the end', async () => {
    const server = await start();
    expect((await askAgain(server, 'bytes=99990-')).body.equals(seededBytes(3, 99_990, 10))).toBe(true);
    const whole = await askAgain(server, null);
    expect([whole.status, firstWrongByte(whole.body, 3), whole.body.length]).toEqual([200, null, size]);
    const past = await askAgain(server, `bytes=${String(size)}-`);
    expect([past.status, past.headers['content-range']]).toEqual([416, `bytes */${String(size)}`]);
  });

  test('keeps a record of each request, in order, with what was sent', async () => {
    const server = await start();
    await askAgain(server, 'bytes=0-9', { headers: { 'X-Mark': 'one' } });
    await askAgain(server, null, { method: 'HEAD' });
    await server.until((stats) => stats.active === 0);
    const [first, second] = server.requests;
    expect(first).toMatchObject({
      number: 1,
      range: { first: 0, last: 9 },
      status: 206,
      sent: 10,
      end: 'whole',
    });
    expect(first?.headers['x-mark']).toBe('one');
    expect(second).toMatchObject({ number: 2, method: 'HEAD', status: 200, sent: 0, end: 'whole' });
    expect(server.bytesSent).toBe(10);
  });

  test('tells its counters over HTTP without counting that', async () => {
    const server = await start();
    await askAgain(server, 'bytes=0-9');
    const stats: unknown = JSON.parse((await rawRequest(`${server.origin}/__stats`)).body.toString());
    expect(stats).toMatchObject({ bytesSent: 10, maxConcurrent: 1, requests: [{ sent: 10 }] });
    expect(server.requests.length).toBe(1);
  });

  test('knows that the client went away, and how much it had sent by then', async () => {
    const server = await start({ rate: 100_000 });
    await askAgain(server, null, { stopAtBytes: 5_000 });
    await server.until((stats) => stats.active === 0);
    expect(server.requests[0]?.end).toBe('client-closed');
    expect(server.requests[0]?.sent).toBeLessThan(size);
  });

  test('a connection with a dead end falls silent there, and others go on', async () => {
    const server = await start({ deadEnd: { connection: 1, bytes: 1_000 }, rate: 1_000_000 });
    const dead = askAgain(server, null, { stopAtBytes: 1_000 });
    await server.until((stats) => stats.bytesSent === 1_000);
    expect((await askAgain(server, null)).body.length).toBe(size);
    expect((await dead).body.length).toBe(1_000);
    expect(server.requests.map((record) => record.sent)).toEqual([1_000, size]);
    expect(server.stats.lastSentAt).not.toBeNull();
  });
});

describe('ranges', () => {
  test('A1: honours a range without saying so beforehand', async () => {
    const reply = await ask({ acceptRanges: null }, 'bytes=5-9');
    expect([reply.status, reply.headers['accept-ranges']]).toEqual([206, undefined]);
  });

  test('A2, A3: ignores a range, with either Accept-Ranges', async () => {
    for (const acceptRanges of ['none', 'bytes']) {
      const reply = await ask({ ranges: 'ignored', acceptRanges }, 'bytes=5-9');
      expect([reply.status, reply.headers['accept-ranges'], reply.body.length]).toEqual([
        200,
        acceptRanges,
        size,
      ]);
    }
  });

  test('A4, A5: ignores ranges from a request or an offset on', async () => {
    const server = await start({ rules: [{ when: { from: 2 }, use: { ranges: 'ignored' } }] });
    expect((await askAgain(server, 'bytes=5-9')).status).toBe(206);
    expect((await askAgain(server, 'bytes=5-9')).status).toBe(200);
    const later = await start({ rules: [{ when: { startFrom: 10 }, use: { ranges: 'ignored' } }] });
    expect((await askAgain(later, 'bytes=9-')).status).toBe(206);
    expect((await askAgain(later, 'bytes=10-')).status).toBe(200);
  });

  test('A6: moves the start, header and bytes together', async () => {
    const reply = await ask({ shiftStart: 7 }, 'bytes=100-199');
    expect(reply.headers['content-range']).toBe(`bytes 107-199/${String(size)}`);
    expect(reply.body.equals(seededBytes(3, 107, 93))).toBe(true);
  });

  test('A7, A8: ends earlier and later than asked', async () => {
    const short = await ask({ maxReply: 30 }, 'bytes=100-199');
    expect([short.headers['content-range'], short.body.length]).toEqual([
      `bytes 100-129/${String(size)}`,
      30,
    ]);
    const long = await ask({ shiftEnd: 50 }, 'bytes=100-199');
    expect([long.headers['content-range'], long.body.length]).toEqual([`bytes 100-249/${String(size)}`, 150]);
  });

  test('A9, A10, A12, A13: writes Content-Range in any form, or none', async () => {
    const forms: readonly (readonly [string | null, string | undefined])[] = [
      [null, undefined],
      ['bytes {first}-{last}/*', 'bytes 100-199/*'],
      ['bytes={first}-{last}/{total}', `bytes=100-199/${String(size)}`],
      ['bytes {last}-{first}/{total}', `bytes 199-100/${String(size)}`],
      ['items {first}-{last}/{total}', `items 100-199/${String(size)}`],
    ];
    for (const [contentRange, sent] of forms) {
      const reply = await ask({ contentRange }, 'bytes=100-199');
      expect([reply.status, reply.headers['content-range']]).toEqual([206, sent]);
    }
  });

  test('A11: tells another total in later replies', async () => {
    const server = await start({ rules: [{ when: { from: 2 }, use: { totalDelta: 11 } }] });
    await askAgain(server, 'bytes=0-9');
    expect((await askAgain(server, 'bytes=0-9')).headers['content-range']).toBe('bytes 0-9/100011');
  });

  test('A14: answers a single range with a multipart body', async () => {
    const reply = await ask({ ranges: 'multipart' }, 'bytes=100-199');
    expect(reply.headers['content-type']).toBe('multipart/byteranges; boundary=part-of-a-single-range');
    const start = reply.body.indexOf('\r\n\r\n') + 4;
    expect(reply.body.subarray(0, start).toString()).toContain(
      `Content-Range: bytes 100-199/${String(size)}`,
    );
    expect(reply.body.subarray(start, start + 100).equals(seededBytes(3, 100, 100))).toBe(true);
    expect(reply.body.subarray(start + 100).toString()).toBe('\r\n--part-of-a-single-range--\r\n');
    expect(Number(reply.headers['content-length'])).toBe(reply.body.length);
  });

  test('A15: answers 206 though no range was asked', async () => {
    const reply = await ask({ ranges: 'forced' }, null);
    expect([reply.status, reply.body.length]).toEqual([206, size]);
  });

  test('A16, A17: answers 416 with the true size, another one, or none', async () => {
    expect((await ask({ ranges: 'refused' }, 'bytes=5-')).headers['content-range']).toBe('bytes */100000');
    expect((await ask({ unsatisfiedRange: 'bytes */7' }, 'bytes=100000-')).headers['content-range']).toBe(
      'bytes */7',
    );
    const none = await ask({ unsatisfiedRange: null }, 'bytes=100000-');
    expect([none.status, none.headers['content-range']]).toEqual([416, undefined]);
  });

  test('A18, C15: has an empty file, 416 for a range of it and 200 without', async () => {
    const server = await start({ size: 0 });
    const ranged = await askAgain(server, 'bytes=0-');
    expect([ranged.status, ranged.headers['content-range']]).toEqual([416, 'bytes */0']);
    const whole = await askAgain(server, null);
    expect([whole.status, whole.headers['content-length'], whole.body.length]).toEqual([200, '0', 0]);
  });

  test('A19, A20: refuses ranges that are too long or too short', async () => {
    const server = await start({ maxRange: 1000, minRange: 10, rangeRefusal: 403 });
    const statuses = [];
    for (const range of [null, 'bytes=0-', 'bytes=0-1000', 'bytes=0-999', 'bytes=0-9', 'bytes=0-8']) {
      statuses.push((await askAgain(server, range)).status);
    }
    expect(statuses).toEqual([403, 403, 403, 206, 206, 403]);
  });
});

describe('identity', () => {
  test('B1, B2: becomes another file from a request on, or when told', async () => {
    const server = await start({ rules: [{ when: { from: 2 }, use: { seed: 4, etag: '"second"' } }] });
    await askAgain(server, 'bytes=0-9');
    const reply = await askAgain(server, 'bytes=0-9', { headers: { 'If-Range': '"first"' } });
    expect([reply.status, reply.headers['etag'], firstWrongByte(reply.body, 4)]).toEqual([
      200,
      '"second"',
      null,
    ]);
    const told = await start();
    told.behave({ seed: 4, etag: '"second"' });
    expect(firstWrongByte((await askAgain(told, null)).body, 4)).toBeNull();
  });

  test('B3, B5, B6: If-Range holds for the same strong tag or date only, and can be made stricter', async () => {
    const date = 'Sun, 01 Nov 2020 10:00:00 GMT';
    const rows: readonly (readonly [RangeServerOptions, string, number])[] = [
      [{}, '"first"', 206],
      [{}, '"other"', 200],
      [{}, date, 206],
      [{}, 'Sun, 01 Nov 2020 10:00:01 GMT', 200],
      [{ etag: 'W/"weak"' }, 'W/"weak"', 200],
      [{ ifRange: 'date-only' }, '"first"', 200],
      [{ ifRange: 'date-only' }, date, 206],
      [{ ifRange: 'ignored' }, '"other"', 206],
      [{ etag: null, lastModified: null }, '"first"', 200],
    ];
    for (const [options, condition, status] of rows) {
      const reply = await ask(options, 'bytes=0-9', { headers: { 'If-Range': condition } });
      expect([condition, reply.status]).toEqual([condition, status]);
    }
  });

  test('B7: gives each connection another entity tag', async () => {
    const server = await start({ etag: '"node-{connection}"' });
    expect((await askAgain(server, null)).headers['etag']).toBe('"node-1"');
    expect((await askAgain(server, null)).headers['etag']).toBe('"node-2"');
  });

  test('B9, B10: grows and shrinks once it has sent something', async () => {
    for (const other of [size - 500, size + 500]) {
      const server = await start({ rules: [{ when: { afterBytes: 10 }, use: { size: other } }] });
      await askAgain(server, 'bytes=0-9');
      expect((await askAgain(server, 'bytes=0-9')).headers['content-range']).toBe(
        `bytes 0-9/${String(other)}`,
      );
    }
  });

  test('B13, E6: gives a page in place of the file, as 200 or as an error', async () => {
    const page = await ask({ content: '<html>log in</html>', contentType: 'text/html' }, null);
    expect([page.status, page.headers['content-type'], page.body.toString()]).toEqual([
      200,
      'text/html',
      '<html>log in</html>',
    ]);
    const error = await ask({ status: 500 }, 'bytes=5-');
    expect([error.status, error.body.toString().includes('error page')]).toEqual([500, true]);
  });
});

describe('framing', () => {
  test('C1, C14: sends chunks and trailers', async () => {
    const reply = await ask({ framing: 'chunked', chunkSize: 4, trailers: [['X-Sum', 'abc']] }, 'bytes=0-5');
    expect(reply.headers).toMatchObject({ 'transfer-encoding': 'chunked', trailer: 'X-Sum' });
    expect('content-length' in reply.headers).toBe(false);
    const right = Buffer.concat([
      ...[Buffer.from('4\r\n'), seededBytes(3, 0, 4), Buffer.from('\r\n2\r\n'), seededBytes(3, 4, 2)],
      Buffer.from('\r\n0\r\nX-Sum: abc\r\n\r\n'),
    ]);
    expect(reply.body.equals(right)).toBe(true);
  });

  test('C2: sends a chunk size that is none, and ends without the last chunk', async () => {
    const bad = await ask({ framing: 'chunked', chunkSize: 4, chunkFault: 'bad-size' }, 'bytes=0-7');
    expect(bad.body.subarray(9, 13).toString()).toBe('zz\r\n');
    const cut = await ask({ framing: 'chunked', chunkSize: 4, chunkFault: 'no-last' }, 'bytes=0-7');
    expect([cut.body.length, cut.end]).toEqual([18, 'closed']);
  });

  test('C3: ends the body by closing, as HTTP/1.0 did', async () => {
    const reply = await ask({ version: '1.0', framing: 'until-close', ranges: 'ignored' }, null);
    expect(reply.head.startsWith('HTTP/1.0 200 OK\r\n')).toBe(true);
    expect(['content-length' in reply.headers, reply.body.length]).toEqual([false, size]);
  });

  test('C4, C5: says a length that is too long or too short', async () => {
    const long = await ask({ lengthDelta: 100 }, 'bytes=0-9');
    expect([long.headers['content-length'], long.body.length, long.end]).toEqual(['110', 10, 'closed']);
    const short = await ask({ lengthDelta: -4 }, 'bytes=0-9');
    expect([short.headers['content-length'], short.body.length]).toEqual(['6', 10]);
  });

  test('C6, C16: says its length in any way at all', async () => {
    const twice = await ask({ contentLengths: ['{length}', '11'] }, 'bytes=0-9');
    expect(twice.head).toContain('Content-Length: 10\r\nContent-Length: 11');
    const absurd = await ask({ contentLengths: ['99999999999999999999'] }, 'bytes=0-9');
    expect(absurd.headers['content-length']).toBe('99999999999999999999');
  });

  test('C7: sends Transfer-Encoding and Content-Length together', async () => {
    const reply = await ask({ framing: 'chunked-and-length' }, 'bytes=0-9');
    expect(reply.headers).toMatchObject({ 'transfer-encoding': 'chunked', 'content-length': '10' });
  });

  test('C8, C9: codes the body, and ranges of the coded form', async () => {
    const server = await start({ encode: 'gzip' });
    const whole = await askAgain(server, null);
    expect(whole.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(whole.body).equals(seededBytes(3, 0, size))).toBe(true);
    expect((await askAgain(server, 'bytes=10-19')).body.equals(whole.body.subarray(10, 20))).toBe(true);
  });

  test('C10: puts a Content-Encoding on bytes that are as they are', async () => {
    const reply = await ask({ contentEncoding: 'gzip' }, null);
    expect([reply.headers['content-encoding'], firstWrongByte(reply.body, 3)]).toEqual(['gzip', null]);
  });

  test('C12: floods the head with lines until the client has had enough', async () => {
    const reply = await ask({ headerFlood: { lines: 1e9, length: 1000 } }, null, { stopAtBytes: 2_000_000 });
    expect([reply.end, reply.bytes.indexOf('\r\n\r\n')]).toEqual(['stopped', -1]);
    const wide = await ask({ headerFlood: { lines: 1, length: 300_000 } }, 'bytes=0-9');
    expect([wide.headers['x-flood']?.length, wide.body.length]).toEqual([300_000 - 9, 10]);
  });

  test('C13: sends interim replies first', async () => {
    const reply = await ask({ informational: [100, 103, 103] }, 'bytes=0-9');
    const text = reply.bytes.toString('latin1');
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([
      'HTTP/1.1 100',
      'HTTP/1.1 103',
      'HTTP/1.1 103',
      'HTTP/1.1 206',
    ]);
    expect(reply.body.length).toBe(10);
  });

  test('C16: serves ranges of a file past 4 GiB', async () => {
    const start = 5 * 2 ** 30;
    const reply = await ask({ size: 6 * 2 ** 30 }, `bytes=${String(start)}-${String(start + 99)}`);
    expect(reply.headers['content-range']).toBe('bytes 5368709120-5368709219/6442450944');
    expect(firstWrongByte(reply.body, 3, start)).toBeNull();
  });

  test('C17: sends no head, a garbled first line, bare line feeds and odd lines', async () => {
    expect((await ask({ headless: true }, null)).bytes.equals(seededBytes(3, 0, size))).toBe(true);
    const odd = await ask({ statusLine: 'ICY two hundred', rawHeaderLines: [': no name', ''] }, 'bytes=0-9');
    expect(odd.bytes.toString('latin1', 0, 17)).toBe('ICY two hundred\r\n');
    expect(odd.bytes.includes('\r\n: no name\r\n')).toBe(true);
    expect((await ask({ lineEnding: '\n' }, 'bytes=0-9')).bytes.includes('\r')).toBe(false);
  });

  test('C18: answers a status without a body', async () => {
    const reply = await ask({ status: 204 }, null);
    expect([reply.status, 'content-length' in reply.headers, reply.body.length]).toEqual([204, false, 0]);
  });
});
