import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../http-message/header-list.ts';
import type { AskedRange, Known, ReplyFacts, Verdict } from './response-check.ts';
import { checkResponse } from './response-check.ts';
import { noValidator } from './validator.ts';

const now = Date.UTC(2026, 0, 1);
const asked: AskedRange = { start: 100, end: 200 };
const etag = { ...noValidator, etag: '"a"' };
const known: Known = { size: 1_000, validator: etag };

function head(status: number, headers: Record<string, string> = {}, length: number | null = 100): ReplyFacts {
  const framing = length === null ? { kind: 'chunked' } : { kind: 'length', length };
  return { status, headers: Object.entries(headers), framing };
}

function part(range: string, headers: Record<string, string> = {}, length: number | null = 100): Verdict {
  const reply = head(206, { 'content-range': range, etag: '"a"', ...headers }, length);
  return checkResponse(reply, asked, known, now);
}

function problemOf(verdict: Verdict): unknown {
  return verdict.kind === 'range-unusable' ? verdict.failure.facts?.['problem'] : verdict.kind;
}

describe('a part', () => {
  test('that was asked for is proven by the same strong entity tag', () => {
    expect(part('bytes 100-199/1000')).toEqual({
      kind: 'part',
      start: 100,
      end: 200,
      size: 1_000,
      validator: etag,
      proven: true,
    });
    expect(part('bytes 100-199/1000', { etag: 'W/"a"' })).toMatchObject({ kind: 'part', proven: false });
  });

  test.each([
    ['A7: shorter than asked is kept', 'bytes 100-149/1000', 50, 150],
    ['A8: longer than asked is used as far as asked', 'bytes 100-249/1000', 150, 250],
    ['A10: of an unknown total is used', 'bytes 100-199/*', 100, 200],
    ['C1: chunked is used', 'bytes 100-199/1000', null, 200],
  ])('%s', (_, range, length, end) => {
    expect(part(range, {}, length)).toMatchObject({ kind: 'part', start: 100, end });
  });

  test.each([
    ['A6: a shifted start', 'bytes 101-200/1000', 'shifted'],
    ['A6: the beginning again', 'bytes 0-99/1000', 'shifted'],
    ['A12: arithmetic that cannot be true', 'bytes 100-199/150', 'malformed'],
    ['A13: another unit', 'items 100-199/1000', 'malformed'],
    ['a length that is not the range’s', 'bytes 100-198/1000', 'length'],
    ['the head of a 416', 'bytes */1000', 'malformed'],
    ['A11: another total', 'bytes 100-199/1001', 'changed'],
  ])('%s is rejected', (_, range, problem) => expect(problemOf(part(range))).toBe(problem));

  test('beyond the known size is rejected', () => {
    expect(problemOf(part('bytes 100-1000/*', {}, null))).toBe('beyond');
  });

  test('A9: without Content-Range is rejected', () => {
    expect(problemOf(checkResponse(head(206), asked, known, now))).toBe('missing');
  });

  test('A14: between boundaries is rejected, even with a Content-Range', () => {
    const type = 'multipart/byteranges; boundary=x';
    expect(problemOf(part('bytes 100-199/1000', { 'content-type': type }))).toBe('multipart');
  });

  test('A15: that was not asked for is rejected', () => {
    const reply = head(206, { 'content-range': 'bytes 0-99/1000' });
    expect(problemOf(checkResponse(reply, null, known, now))).toBe('unasked');
  });

  test('C9: coded is rejected', () => {
    expect(problemOf(part('bytes 100-199/1000', { 'content-encoding': 'gzip' }))).toBe('coded');
    expect(part('bytes 100-199/1000', { 'content-encoding': 'identity' }).kind).toBe('part');
  });

  test('B1: of another entity tag is another file', () => {
    expect(part('bytes 100-199/1000', { etag: '"b"' })).toEqual({ kind: 'changed', etagOnly: false });
  });
});

describe('a whole', () => {
  test('A3: tells that the server does no ranges here', () => {
    const reply = head(200, { etag: '"a"' }, 1_000);
    expect(checkResponse(reply, asked, known, now)).toMatchObject({
      kind: 'whole',
      size: 1_000,
      proven: true,
    });
  });

  test('B9, B10: of another size is another file', () => {
    for (const length of [999, 1_001])
      expect(checkResponse(head(200, {}, length), asked, known, now).kind).toBe('changed');
  });

  test('C8: coded has a length that says nothing of the file', () => {
    const reply = head(200, { 'content-encoding': 'gzip' }, 10);
    const verdict = checkResponse(reply, null, { size: null, validator: null }, now);
    expect(verdict).toMatchObject({ kind: 'whole', size: null });
  });
});

test.each([
  ['A18: an empty resource', 'bytes */0', null, { kind: 'nothing-there', size: 0 }],
  ['A17: another size', 'bytes */900', 1_000, { kind: 'changed' }],
])('a 416 says: %s', (_, range, size, verdict) => {
  const reply = head(416, { 'content-range': range });
  expect(checkResponse(reply, asked, { size, validator: null }, now)).toMatchObject(verdict);
});

test.each([
  [204, {}, 'server-no-content'],
  [302, {}, 'server-no-content'],
  [304, {}, 'server-no-content'],
  [400, {}, 'server-bad-status'],
  [401, {}, 'server-unauthorized'],
  [403, {}, 'server-forbidden'],
  [404, {}, 'server-not-found'],
  [408, {}, 'server-unavailable'],
  [410, {}, 'server-not-found'],
  [429, {}, 'server-unavailable'],
  [429, { 'retry-after': '7' }, 'server-asked-to-wait'],
  [500, {}, 'server-unavailable'],
  [501, {}, 'server-bad-status'],
  [503, { 'retry-after': 'soon' }, 'server-unavailable'],
  [503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, 'server-asked-to-wait'],
  [999, {}, 'server-unavailable'],
])('C18, E1: %d with %j ends in %s', (status, headers, code) => {
  expect(checkResponse(head(status, headers), asked, known, now)).toMatchObject({
    kind: 'refused',
    failure: { code, facts: { status } },
  });
});

test('F2: each redirect with an address is one', () => {
  for (const status of [301, 302, 303, 307, 308])
    expect(checkResponse(head(status, { location: '/x' }), asked, known, now)).toEqual({
      kind: 'redirect',
      location: '/x',
    });
});

const number = fc.oneof(fc.nat(300), fc.constantFrom(0, 99, 100, 199, 200, 1_000, 2 ** 53));
const contentRange = fc.oneof(
  fc.string(),
  fc.tuple(number, number, fc.oneof(number, fc.constant('*'))).map(([a, b, all]) => `bytes ${a}-${b}/${all}`),
  number.map((all) => `bytes */${all}`),
);
const headers: fc.Arbitrary<HeaderList> = fc.array(
  fc.oneof(
    fc.tuple(fc.constant('content-range'), contentRange),
    fc.tuple(fc.constant('etag'), fc.constantFrom('"a"', '"b"', 'W/"a"', 'a', '')),
    fc.tuple(
      fc.constantFrom('last-modified', 'date', 'retry-after'),
      fc.oneof(fc.string(), fc.constantFrom('Thu, 01 Jan 2026 00:00:00 GMT', '5')),
    ),
    fc.tuple(fc.constantFrom('content-encoding', 'content-type', 'location'), fc.string()),
  ),
);
const anyHead: fc.Arbitrary<ReplyFacts> = fc.record({
  status: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(200, 206, 416, 302, 503) },
    fc.integer({ min: 0, max: 999 }),
  ),
  headers,
  framing: fc.oneof(
    number.map((length) => ({ kind: 'length' as const, length })),
    fc.constant({ kind: 'chunked' }),
  ),
});
const anyAsked: fc.Arbitrary<AskedRange | null> = fc.option(
  fc.record({ start: fc.constantFrom(0, 100), end: fc.option(fc.constant(200)) }),
);
const anyKnown: fc.Arbitrary<Known> = fc.record({
  size: fc.option(fc.constantFrom(200, 1_000)),
  validator: fc.option(fc.constant(etag)),
});

test('whatever a server says, no part is taken whose start, size or tag is another; and nothing throws', () => {
  fc.assert(
    fc.property(anyHead, anyAsked, anyKnown, (reply, range, before) => {
      const verdict = checkResponse(reply, range, before, now);
      if (verdict.kind === 'part') {
        expect(reply.status).toBe(206);
        expect(verdict.start).toBe(range?.start);
        expect(verdict.end ?? Infinity).toBeGreaterThan(verdict.start);
        if (before.size !== null) {
          expect(verdict.end).toBeLessThanOrEqual(before.size);
          expect([null, before.size]).toContain(verdict.size);
        }
        if ('length' in reply.framing && verdict.end !== null)
          expect(verdict.end - verdict.start).toBe(reply.framing.length);
      }
      if (verdict.kind === 'whole') expect(reply.status).toBe(200);
      if (verdict.kind !== 'part' && verdict.kind !== 'whole') return;
      if (before.validator !== null) expect([null, '"a"', 'W/"a"']).toContain(verdict.validator.etag);
      if (verdict.proven) expect(verdict.validator.etag).toBe('"a"');
    }),
    { numRuns: 2_000 },
  );
});
