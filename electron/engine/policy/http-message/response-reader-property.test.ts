import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyOutcome, textBytes } from './response-reader-outcome.ts';
import { ResponseReader } from './response-reader.ts';

const bodyText = fc.string({
  unit: fc.constantFrom('a', '\r', '\n', '0', 'H', '\0', ' ', ':'),
  maxLength: 40,
});
const lineEnd = fc.constantFrom('\r\n', '\n');
const headerLine = fc.constantFrom(
  'Server: x',
  'Connection: close',
  'Connection: keep-alive',
  'Content-Length: 5',
  'Content-Length: 6',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'X: y\r\n  folded',
  'broken',
  'N\0UL: x',
);
const interim = fc.constantFrom('', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\nA: b\n\n');
const status = fc.constantFrom(
  '200 OK',
  '206 Partial Content',
  '204 No Content',
  '304',
  '416 Range',
  '101 x',
  'x',
);
const chunkedText = fc
  .tuple(
    fc.array(fc.tuple(bodyText, lineEnd, fc.constantFrom('', ';e=1', ' '))),
    fc.constantFrom('', 'T: x\r\n'),
  )
  .map(
    ([chunks, trailer]) =>
      chunks
        .filter(([data]) => data !== '')
        .map(([data, end, extension]) => `${data.length.toString(16)}${extension}${end}${data}${end}`)
        .join('') + `0\r\n${trailer}\r\n`,
  );
/** Replies of every framing, good and bad, with rubbish behind some of them. */
const replyText = fc
  .tuple(interim, fc.constantFrom('1.1', '1.0'), status, fc.array(headerLine, { maxLength: 4 }), lineEnd)
  .chain(([before, version, code, lines, end]) =>
    fc
      .oneof(bodyText, chunkedText)
      .map(
        (body) =>
          `${before}HTTP/${version} ${code}${end}${lines.map((line) => line + end).join('')}${end}${body}`,
      ),
  );

function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const points = [...new Set(at.map((point) => point % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...points, bytes.length].map((point, i) => bytes.subarray(points[i - 1] ?? 0, point));
}

test('any reply gives the same outcome however it is cut', () => {
  fc.assert(
    fc.property(replyText, fc.array(fc.nat()), fc.boolean(), (text, points, closes) => {
      const bytes = textBytes(text);
      const whole = replyOutcome([bytes], closes);
      expect(replyOutcome(cut(bytes, points), closes)).toEqual(whole);
      expect(
        replyOutcome(
          Array.from(bytes, (byte) => Uint8Array.of(byte)),
          closes,
        ).body,
      ).toBe(whole.body);
    }),
    { numRuns: 1000 },
  );
});

test('a reply that ends early passes on a prefix of the body and is never whole, unless only the close ends it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 30 }), fc.boolean(), fc.nat(), (body, chunked, at) => {
      const ascii = body.replace(/[^\x20-\x7e]/g, '.');
      const text = chunked
        ? `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${ascii.length.toString(16)}\r\n${ascii}\r\n0\r\n`
        : `HTTP/1.1 200 OK\r\nContent-Length: ${ascii.length}\r\n\r\n${ascii}`;
      const outcome = replyOutcome([text.slice(0, at % text.length)], true);
      expect(ascii.startsWith(outcome.body)).toBe(true);
      expect(outcome.end).not.toBe('whole');
      expect(replyOutcome([text], true)).toMatchObject({ body: ascii, end: 'whole' });
    }),
  );
});

test('garbage never throws, and each step moves on', () => {
  const alphabet = fc.constantFrom(...'HTTP/1.1 200\r\n:;0aF\0\xff'.split(''));
  const pieces = fc.array(
    fc.oneof(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: alphabet }).map(textBytes)),
  );
  const prefixes = fc.constantFrom(
    '',
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n',
  );
  fc.assert(
    fc.property(prefixes, pieces, (prefix, rest) => {
      const reader = new ResponseReader();
      for (const piece of [textBytes(prefix), ...rest]) {
        reader.feed(piece);
        let steps = 0;
        for (let step = reader.next(); step === 'head' || step === 'body'; step = reader.next()) {
          if (step === 'body') expect(reader.body.length).toBeGreaterThan(0);
          expect(++steps).toBeLessThanOrEqual(piece.length + 1);
        }
      }
      expect(['end', 'failed']).toContain(reader.finish());
    }),
    { numRuns: 1000 },
  );
});
