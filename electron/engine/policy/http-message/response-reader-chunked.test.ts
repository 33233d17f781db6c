import { describe, expect, test } from 'vitest';
import { maxSizeLineBytes, maxTrailerBytes } from './chunked-body.ts';
import { replyOutcome } from './response-reader-outcome.ts';

const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

describe('chunked bodies', () => {
  test('C1: the last chunk ends the body and leaves the connection usable', () => {
    expect(replyOutcome([`${chunked}5\r\nhello\r\n00A;x="y"\r\n0123456789\r\n0\r\n\r\n`])).toEqual({
      head: {
        status: 200,
        version: '1.1',
        headers: [['transfer-encoding', 'chunked']],
        framing: { kind: 'chunked' },
      },
      body: 'hello0123456789',
      end: 'whole',
      reusable: true,
    });
  });

  test('C1: sizes may have blanks behind them and lines may end in a bare LF', () => {
    expect(replyOutcome([`${chunked}2 \t\r\nab\n1\nc\n0\n\n`])).toMatchObject({ body: 'abc', end: 'whole' });
  });

  test('C14: trailers are skipped', () => {
    expect(replyOutcome([`${chunked}1\r\na\r\n0\r\nDigest: x\r\nA: b\r\n\r\n`])).toMatchObject({
      head: { headers: [['transfer-encoding', 'chunked']] },
      body: 'a',
      end: 'whole',
      reusable: true,
    });
  });

  test('C14: a close among the trailers leaves the body whole, but not the connection', () => {
    expect(replyOutcome([`${chunked}1\r\na\r\n0\r\nDig`], true)).toMatchObject({
      end: 'whole',
      reusable: false,
    });
  });

  test('C14: endless trailers are a protocol failure', () => {
    const outcome = replyOutcome([`${chunked}0\r\n${'A: b\r\n'.repeat(maxTrailerBytes / 6 + 1)}`]);
    expect(outcome.end).toEqual({ code: 'server-protocol', facts: { fault: 'trailers' } });
  });

  test.each(['', '5', '5\r\n', '5\r\nhell', '5\r\nhello', '5\r\nhello\r\n', '5\r\nhello\r\n0'])(
    'C2: %j and then a close is incomplete',
    (body) => {
      expect(replyOutcome([chunked + body], true).end).toEqual({ code: 'server-incomplete' });
    },
  );

  test.each([
    ['no digits', '\r\n', 'chunk-size'],
    ['no hexadecimal digit', 'zz\r\n', 'chunk-size'],
    ['a sign', '-1\r\n', 'chunk-size'],
    ['a prefix', '0x5\r\nhello\r\n', 'chunk-size'],
    ['a blank inside', '1 0\r\n', 'chunk-size'],
    ['an extension without a size', ';a\r\n', 'chunk-size'],
    ['a CR inside the line', '1\r0\r\n', 'chunk-size'],
    ['data longer than its size', '2\r\nabc\r\n0\r\n\r\n', 'chunk-end'],
  ])('C2: %s is incomplete, and what came before is passed on', (_name, bad, fault) => {
    const outcome = replyOutcome([`${chunked}3\r\nabc\r\n${bad}`]);
    expect(outcome.end).toEqual({ code: 'server-incomplete', facts: { fault } });
    expect(outcome.body.startsWith('abc')).toBe(true);
  });

  test.each([
    ['extension', `5;${'x'.repeat(maxSizeLineBytes)}`],
    ['size', '0'.repeat(maxSizeLineBytes + 1)],
  ])('C2: an endless %s is a protocol failure', (_name, line) => {
    const end = { code: 'server-protocol', facts: { fault: 'chunk-line' } };
    expect(replyOutcome([chunked + line]).end).toEqual(end);
  });

  test('C16: a chunk larger than a number can hold is too large', () => {
    expect(replyOutcome([`${chunked}FFFFFFFFFFFFFFFF\r\n`]).end).toMatchObject({ code: 'server-too-large' });
  });

  test.each(['1.1', '1.0'])(
    'C7: HTTP/%s: chunked wins over a length, and the connection is closed',
    (version) => {
      const head = `HTTP/${version} 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: Chunked\r\nConnection: keep-alive`;
      expect(replyOutcome([`${head}\r\n\r\n1\r\na\r\n0\r\n\r\n`])).toMatchObject({
        head: { framing: { kind: 'chunked' } },
        body: 'a',
        end: 'whole',
        reusable: false,
      });
    },
  );

  test.each(['gzip, chunked', 'chunked, gzip', 'chunked, chunked', 'gzip', '', '\x0bchunked'])(
    'a transfer coding of %j, which was not asked for, is a protocol failure',
    (coding) => {
      const outcome = replyOutcome([`HTTP/1.1 200 OK\r\nTransfer-Encoding: ${coding}\r\n\r\n`]);
      expect(outcome.end).toEqual({ code: 'server-protocol', facts: { fault: 'transfer-encoding' } });
    },
  );
});
