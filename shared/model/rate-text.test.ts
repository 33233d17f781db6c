import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRate } from './rate-text.ts';

const mib = 1_024 * 1_024;

test.each([
  ['500k', 500 * 1_024],
  ['2M', 2 * mib],
  ['1.5m', 1.5 * mib],
  ['1048576', mib],
  ['2MiB', 2 * mib],
  [' 2 MiB/s ', 2 * mib],
  ['1g', 1_024 * mib],
  ['0', 0],
])('%s is %d bytes per second', (text, rate) => {
  expect(parseRate(text)).toEqual({ ok: true, value: rate });
});

test.each(['', 'k', '-1', '1e9', '0.0001', '2MM', '1,5M', '9999999999999999t', 'fast', '1.'])(
  '%j is no rate',
  (text) => expect(parseRate(text)).toEqual({ ok: false, failure: 'not-a-rate' }),
);

test('every rate read is a whole, safe number', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,5}(\.\d{1,3})?[kMgT]?$/)), (text) => {
      const result = parseRate(text);
      if (result.ok) expect(Number.isSafeInteger(result.value) && result.value >= 0).toBe(true);
    }),
  );
});
