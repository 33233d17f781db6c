import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownReply, shownRequest } from './shown-head.ts';

describe('the head of a request or a reply, for a person', () => {
  it('has what tells of the bytes, and hides what may tell who asks', () => {
    const url = new URL('https://a.example/file.iso?token=s3cret&version=2');
    const headers = [
      ['Range', 'bytes=0-99'],
      ['Authorization', 'Bearer s3cret'],
      ['Cookie', 'sid=s3cret'],
      ['X-Own', 's3cret'],
    ] as const;
    expect(shownRequest(url, headers)).toBe(
      [
        'GET /file.iso?token=***&version=2 HTTP/1.1',
        'Host: a.example',
        'Range: bytes=0-99',
        'Authorization: ***',
        'Cookie: ***',
        'X-Own: ***',
      ].join('\n'),
    );
    const reply = {
      version: '1.1',
      status: 302,
      headers: [
        ['location', 'https://b.example/get;jsessionid=s3cret?sig=s3cret'],
        ['set-cookie', 'sid=s3cret'],
        ['etag', '"5f3c"'],
      ],
    } as const;
    expect(shownReply(reply)).toBe(
      [
        'HTTP/1.1 302',
        'location: https://b.example/get;jsessionid=***?sig=***',
        'set-cookie: ***',
        'etag: "5f3c"',
      ].join('\n'),
    );
  });

  it('is bounded and has a line for each field, whatever a server sends', () => {
    const field = fc.tuple(fc.constantFrom('etag', 'server', 'x-any', 'location'), fc.string());
    fc.assert(
      fc.property(fc.array(field, { maxLength: 80 }), (headers) => {
        const lines = shownReply({ version: '1.1', status: 200, headers }).split('\n');
        expect(lines.length).toBe(1 + Math.min(headers.length, 40) + (headers.length > 40 ? 1 : 0));
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(180);
      }),
    );
  });
});
