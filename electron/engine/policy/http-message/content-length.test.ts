import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentLength } from './content-length.ts';

const invalid = {
  ok: false,
  failure: { code: 'server-protocol', facts: { fault: 'content-length' } },
};

describe('content length', () => {
  test.each([
    [['42'], 42],
    [['42,42'], 42],
    [['42', '42'], 42],
    [['42', '42, 42'], 42],
    [['030'], 30],
    [['0'], 0],
    [['0'.repeat(40) + '7'], 7],
    [['9007199254740991'], Number.MAX_SAFE_INTEGER],
  ])('C6: %j is %i bytes', (values, length) => {
    expect(contentLength(values)).toEqual({ ok: true, value: length });
  });

  test('no field is no length', () => {
    expect(contentLength([])).toEqual({ ok: true, value: null });
  });

  test.each([
    [['42,30']],
    [['30,42']],
    [['42', '30']],
    [['30', '42']],
    [['30,']],
    [[',30']],
    [['30', '']],
    [['', '30']],
    [['aaaah', 'nah']],
    [['aaaah, nah']],
    [['aaaah', 'aaaah']],
    [['aaaah, aaaah']],
    [['aaaah']],
    [['42s']],
    [['-1']],
    [['+1']],
    [['0x20']],
    [['4 2']],
    [['1.0']],
    [['1e3']],
    [['030', '30']],
    [['030, 30']],
    [['']],
    [['99999999999999999999', '5']],
  ])('C6: %j is a protocol failure', (values) => {
    expect(contentLength(values)).toEqual(invalid);
  });

  test.each(['9007199254740992', '99999999999999999999', '9'.repeat(60_000)])(
    'C16: a length beyond what a number holds exactly is too large (%#)',
    (value) => {
      expect(contentLength([value])).toEqual({ ok: false, failure: { code: 'server-too-large' } });
    },
  );

  test('C16: every length up to 2^53 - 1 is read exactly', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (length) => {
        expect(contentLength([String(length)])).toEqual({ ok: true, value: length });
      }),
    );
  });
});
