import { describe, expect, test } from 'vitest';
import { replyOutcome, textBytes } from './response-reader-outcome.ts';
import { maxInterimReplies, ResponseReader } from './response-reader.ts';

const ok = 'HTTP/1.1 200 OK\r\n';
const protocol = (fault: string) => ({ code: 'server-protocol', facts: { fault } });

describe('head', () => {
  test('status, version and header fields are read in order, names in lower case', () => {
    const { head } = replyOutcome([
      `HTTP/1.0 206 Partial Content\r\nETag: "a"\r\nX-Two:  b \t\r\nx-two:\r\nContent-Length: 0\r\n\r\n`,
    ]);
    expect(head).toEqual({
      status: 206,
      version: '1.0',
      headers: [
        ['etag', '"a"'],
        ['x-two', 'b'],
        ['x-two', ''],
        ['content-length', '0'],
      ],
      framing: { kind: 'length', length: 0 },
    });
  });

  test('values keep bytes above 127 as the characters of their numbers', () => {
    const { head } = replyOutcome([`${ok}X-Name: \x80\x93\xff\r\n\r\n`]);
    expect(head?.headers).toEqual([['x-name', '\x80\x93\xff']]);
  });

  test('C17: a bare LF ends a line', () => {
    expect(replyOutcome(['HTTP/1.1 200\nContent-Length: 2\n\nab'])).toMatchObject({
      body: 'ab',
      end: 'whole',
    });
  });

  test('C17: a name that is no token means nothing and refuses nothing', () => {
    const odd = 'Content Length: 9\r\nContent-Length\u00a0: 9\r\nGr\u00f6\u00dfe: 9\r\n folded\r\n';
    expect(replyOutcome([`${ok}${odd}Content-Length: 2\r\n\r\nab`])).toMatchObject({
      body: 'ab',
      end: 'whole',
    });
  });

  test('a folded line is joined to its field by a space', () => {
    expect(replyOutcome([`${ok}X-A: one\r\n\t two \r\n\r\n`]).head?.headers).toEqual([['x-a', 'one two']]);
  });

  test.each([
    ['C17: HTTP/0.9', '<html>hello</html>', 'status-line'],
    ['C17: another protocol', 'SSH-2.0-x\r\n\r\n', 'status-line'],
    ['C17: HTTP/2 named in a status line', 'HTTP/2.0 200 OK\r\n\r\n', 'status-line'],
    ['C17: an empty line first', '\r\nHTTP/1.1 200 OK\r\n\r\n', 'status-line'],
    ['C17: a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n', 'status-line'],
    ['C17: a status under 100', 'HTTP/1.1 099 OK\r\n\r\n', 'status-line'],
    ['C17: no status', 'HTTP/1.1 OK\r\n\r\n', 'status-line'],
    ['a status line with a CR inside', 'HTTP/1.1 200 O\rK\r\n\r\n', 'status-line'],
    ['a field without a colon', `${ok}nonsense\r\n\r\n`, 'header-line'],
    ['a field without a name', `${ok}: value\r\n\r\n`, 'header-line'],
    ['a name with a control in it', `${ok}a\u000bb: value\r\n\r\n`, 'header-line'],
    ['a name with a tab in it', `${ok}a\tb: value\r\n\r\n`, 'header-line'],
    ['a CR inside a value', `${ok}a: b\rc\r\n\r\n`, 'header-line'],
    ['a fold before the first field', `${ok} a: b\r\n\r\n`, 'header-line'],
    ['a NUL', `${ok}a: b\0c\r\n\r\n`, 'nul'],
    ['C12: an endless field', `${ok}a: ${'b'.repeat(70_000)}`, 'head-too-large'],
    ['C12: endless fields', ok + 'a: b\r\n'.repeat(257) + '\r\n', 'too-many-headers'],
    ['101, which nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\n\r\n', 'upgrade'],
  ])('%s is a protocol failure', (_name, text, fault) => {
    expect(replyOutcome([text])).toEqual({ head: null, body: '', end: protocol(fault), reusable: false });
  });

  test('256 fields are read', () => {
    expect(replyOutcome([ok + 'a: b\r\n'.repeat(256) + '\r\n']).head?.headers).toHaveLength(256);
  });

  test('C13: interim replies are skipped', () => {
    const interim = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
    expect(replyOutcome([`${interim}${ok}Content-Length: 1\r\n\r\nx`])).toMatchObject({
      head: { status: 200, headers: [['content-length', '1']] },
      body: 'x',
      end: 'whole',
      reusable: true,
    });
  });

  test('C13: more than 64 interim replies are a protocol failure', () => {
    const interim = 'HTTP/1.1 102 Processing\r\n\r\n';
    const final = `${ok}Content-Length: 0\r\n\r\n`;
    expect(replyOutcome([interim.repeat(maxInterimReplies) + final]).end).toBe('whole');
    expect(replyOutcome([interim.repeat(maxInterimReplies + 1) + final]).end).toEqual(
      protocol('interim-replies'),
    );
  });
});

describe('end of the body', () => {
  test('C15: a length of 0 ends at once and leaves the connection usable', () => {
    expect(replyOutcome([`${ok}Content-Length: 0\r\n\r\n`])).toMatchObject({ end: 'whole', reusable: true });
  });

  test('C5: bytes after the length are left alone and the connection is not used again', () => {
    expect(replyOutcome([`${ok}Content-Length: 2\r\n\r\nabcd`])).toMatchObject({
      body: 'ab',
      end: 'whole',
      reusable: false,
    });
  });

  test('C4: a close before the length is reached is incomplete', () => {
    const outcome = replyOutcome([`${ok}Content-Length: 3\r\n\r\nab`], true);
    expect(outcome).toMatchObject({ body: 'ab', end: { code: 'server-incomplete' } });
  });

  test('C3: without a length the body ends with the connection', () => {
    expect(replyOutcome(['HTTP/1.0 200 OK\r\n\r\nab', 'cd'])).toMatchObject({ end: 'unfinished' });
    expect(replyOutcome(['HTTP/1.0 200 OK\r\n\r\nab', 'cd'], true)).toMatchObject({
      head: { framing: { kind: 'until-close' } },
      body: 'abcd',
      end: 'whole',
      reusable: false,
    });
  });

  test.each([204, 304])('C18: %i has no body, whatever its length says', (status) => {
    const outcome = replyOutcome([`HTTP/1.1 ${status} X\r\nContent-Length: 5\r\n\r\n`]);
    expect(outcome).toMatchObject({ head: { framing: { kind: 'none' } }, end: 'whole', reusable: true });
  });

  test('D1: a close before and inside the head is a reset', () => {
    expect(replyOutcome([], true).end).toMatchObject({ code: 'network-reset' });
    expect(replyOutcome(['H'], true).end).toMatchObject({ code: 'network-reset' });
    expect(replyOutcome([`${ok}Content-Le`], true).end).toMatchObject({ code: 'network-reset' });
  });

  test.each([
    ['HTTP/1.1 200 OK\r\nConnection: close\r\n', false],
    ['HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n', true],
    ['HTTP/1.1 200 OK\r\nConnection: x, Close\r\n', false],
    ['HTTP/1.0 200 OK\r\n', false],
    ['HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n', true],
  ])('%j is used again: %s', (head, reusable) => {
    expect(replyOutcome([`${head}Content-Length: 1\r\n\r\nx`]).reusable).toBe(reusable);
  });
});

describe('pieces', () => {
  test('a chunk of the input that is all body is passed on as it is, without a copy', () => {
    const reader = new ResponseReader();
    reader.feed(textBytes(`${ok}Content-Length: 8\r\n\r\n`));
    expect([reader.next(), reader.next()]).toEqual(['head', 'starved']);
    const bytes = textBytes('abcdefgh');
    reader.feed(bytes);
    expect(reader.next()).toBe('body');
    expect(reader.body).toBe(bytes);
    expect(reader.next()).toBe('end');
  });

  test('what is left is kept when the buffer it came in is used for something else', () => {
    const reader = new ResponseReader();
    const buffer = textBytes(`${ok}Content-Length: 6\r\n\r\nabc`);
    reader.feed(buffer);
    expect(reader.next()).toBe('head');
    reader.keep();
    buffer.fill(0);
    reader.feed(textBytes('def'));
    expect(reader.next()).toBe('body');
    expect(String.fromCharCode(...reader.body)).toBe('abcdef');
    expect(reader.next()).toBe('end');
  });
});
