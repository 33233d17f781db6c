import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Validator } from './validator.ts';
import {
  commonValidator,
  compareValidators,
  differInEtagOnly,
  hasStrongEtag,
  ifRangeValue,
  noValidator,
  validatorOf,
  validatorText,
} from './validator.ts';

const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
const later = 'Thu, 01 Jan 2026 00:01:00 GMT';

function tagged(etag: string): Validator {
  return { ...noValidator, etag };
}

function dated(lastModified: string, lastModifiedStrong = true): Validator {
  return { etag: null, lastModified, lastModifiedStrong };
}

describe('what a reply says', () => {
  test('an entity tag is taken only where it is quoted as it must be', () => {
    for (const etag of ['"a"', 'W/"a"', '""']) expect(validatorOf([['etag', etag]]).etag).toBe(etag);
    for (const etag of ['a', '"a', 'w/"a"', '"a"b"', ''])
      expect(validatorOf([['etag', etag]]).etag).toBeNull();
  });

  test('B4: a date is strong when the reply is at least a minute younger', () => {
    const both = (modified: string, sent: string): Validator =>
      validatorOf([
        ['last-modified', modified],
        ['date', sent],
      ]);
    expect(both(date, later)).toEqual(dated(date));
    expect(both(date, 'Thu, 01 Jan 2026 00:00:59 GMT')).toEqual(dated(date, false));
    expect(both(date, date)).toEqual(dated(date, false));
    expect(both(later, date)).toEqual(dated(later, false));
    expect(validatorOf([['last-modified', date]])).toEqual(dated(date, false));
    expect(both('yesterday', later)).toEqual(noValidator);
  });

  test('B5: nothing is nothing', () => {
    expect(validatorOf([])).toEqual(noValidator);
    expect(validatorText(noValidator)).toBeNull();
    expect(validatorText(dated(date))).toBe(date);
  });
});

test('B3: only what is strong goes into If-Range', () => {
  expect(ifRangeValue(tagged('"a"'))).toBe('"a"');
  expect(ifRangeValue(tagged('W/"a"'))).toBeNull();
  expect(ifRangeValue({ ...dated(date), etag: 'W/"a"' })).toBe(date);
  expect(ifRangeValue(dated(date, false))).toBeNull();
  expect(ifRangeValue(noValidator)).toBeNull();
});

test.each([
  ['the same strong tag', tagged('"a"'), tagged('"a"'), 'same'],
  ['B1: two strong tags', tagged('"a"'), tagged('"b"'), 'different'],
  ['the same tag, one weak', tagged('"a"'), tagged('W/"a"'), 'unknown'],
  ['two weak tags', tagged('W/"a"'), tagged('W/"b"'), 'different'],
  ['the same strong date', dated(date), dated(date), 'same'],
  ['the same date, one weak', dated(date), dated(date, false), 'unknown'],
  ['two dates', dated(date, false), dated(later, false), 'different'],
  ['a tag and a date', tagged('"a"'), dated(date), 'unknown'],
  ['nothing', noValidator, tagged('"a"'), 'unknown'],
] as const)('%s: %j and %j are %s', (_, a, b, verdict) => {
  expect(compareValidators(a, b)).toBe(verdict);
});

test('B7: tags that differ under the same strong date differ in the tag only', () => {
  expect(differInEtagOnly({ ...dated(date), etag: '"a"' }, { ...dated(date), etag: '"b"' })).toBe(true);
  expect(differInEtagOnly({ ...dated(date), etag: '"a"' }, { ...dated(later), etag: '"b"' })).toBe(false);
  expect(differInEtagOnly(tagged('"a"'), tagged('"b"'))).toBe(false);
  const common = commonValidator({ ...dated(date), etag: '"a"' }, { ...dated(date), etag: '"b"' });
  expect(common).toEqual(dated(date));
});

const validator: fc.Arbitrary<Validator> = fc.record({
  etag: fc.constantFrom(null, '"a"', '"b"', 'W/"a"', 'W/"b"'),
  lastModified: fc.constantFrom(null, date, later),
  lastModifiedStrong: fc.boolean(),
});

test('comparing is symmetric, and what has a strong part is the same as itself', () => {
  fc.assert(
    fc.property(validator, validator, (a, b) => {
      expect(compareValidators(a, b)).toBe(compareValidators(b, a));
      expect(differInEtagOnly(a, b)).toBe(differInEtagOnly(b, a));
      expect(compareValidators(a, a)).toBe(ifRangeValue(a) === null ? 'unknown' : 'same');
      expect(compareValidators(a, noValidator)).toBe('unknown');
    }),
  );
});

test('same needs a strong validator on both sides; what two have in common contradicts neither', () => {
  fc.assert(
    fc.property(validator, validator, (a, b) => {
      if (compareValidators(a, b) === 'same') {
        const tags = hasStrongEtag(a) && hasStrongEtag(b);
        expect(tags || (a.lastModifiedStrong && b.lastModifiedStrong)).toBe(true);
      }
      const common = commonValidator(a, b);
      expect(commonValidator(b, a)).toEqual(common);
      expect(compareValidators(common, a)).not.toBe('different');
      expect(compareValidators(common, b)).not.toBe('different');
    }),
  );
});

test('no header makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (etag, modified, sent) => {
      const found = validatorOf([
        ['etag', etag],
        ['last-modified', modified],
        ['date', sent],
      ]);
      expect(found.lastModifiedStrong && found.lastModified === null).toBe(false);
    }),
  );
});
