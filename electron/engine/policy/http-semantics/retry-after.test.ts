import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseHttpDate } from './http-date.ts';
import { retryAfter } from './retry-after.ts';

const now = Date.UTC(1994, 10, 6, 8, 49, 37);

test('E1: seconds are taken as they are', () => {
  expect(retryAfter('120', null, now)).toBe(120_000);
  expect(retryAfter(' 0 ', null, now)).toBe(0);
  expect(retryAfter('9'.repeat(400), null, now)).toBe(100 * 365 * 86_400_000);
});

test('E2: all three formats of a date', () => {
  for (const text of [
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
  ]) {
    expect(parseHttpDate(text, now)).toBe(now);
    expect(retryAfter(text, null, now - 5_000)).toBe(5_000);
  }
});

test('E2: a date is measured against the server’s clock', () => {
  const server = 'Sun, 06 Nov 1994 08:49:07 GMT';
  expect(retryAfter('Sun, 06 Nov 1994 08:49:37 GMT', server, now + 86_400_000)).toBe(30_000);
  expect(retryAfter('Sun, 06 Nov 1994 08:49:37 GMT', 'yesterday', now - 1_000)).toBe(1_000);
});

test('E2: a date in the past means now', () => {
  expect(retryAfter('Sun, 06 Nov 1994 08:49:37 GMT', null, now + 1)).toBe(0);
});

test.each([
  '',
  'soon',
  '-1',
  '1.5',
  '12 s',
  'Sun, 31 Feb 2027 08:49:37 GMT',
  'Sun, 06 Nov 1994 24:00:00 GMT',
])('%j says nothing', (value) => expect(retryAfter(value, null, now)).toBeNull());

test('a two-digit year lies at most 50 years ahead', () => {
  expect(parseHttpDate('Sunday, 06-Nov-44 08:49:37 GMT', now)).toBe(Date.UTC(2044, 10, 6, 8, 49, 37));
  expect(parseHttpDate('Sunday, 06-Nov-45 08:49:37 GMT', now)).toBe(Date.UTC(1945, 10, 6, 8, 49, 37));
});

test('a date that was printed is read back, and any text gives a wait or nothing', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
      fc.string(),
      (date, text) => {
        expect(parseHttpDate(date.toUTCString(), now)).toBe(Math.floor(date.getTime() / 1_000) * 1_000);
        const wait = retryAfter(text, null, now);
        expect(wait === null || wait >= 0).toBe(true);
      },
    ),
  );
});
