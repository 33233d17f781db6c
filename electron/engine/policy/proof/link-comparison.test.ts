import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noValidator, type Validator } from '../http-semantics/validator.ts';
import { compareLink, type FileFacts } from './link-comparison.ts';

const date = 'Sun, 01 Nov 2020 10:00:00 GMT';
const tagged = (etag: string): Validator => ({ ...noValidator, etag });
const dated = (etag: string): Validator => ({ etag, lastModified: date, lastModifiedStrong: true });
const file = (size: number | null, validator: Validator | null): FileFacts => ({ size, validator });
const same = { sameOrigin: true, hasChecksum: false };
const other = { sameOrigin: false, hasChecksum: false };

describe('what speaks against a new link', () => {
  test('another size, wherever it is', () => {
    for (const trust of [same, other, { sameOrigin: true, hasChecksum: true }])
      expect(compareLink(file(10, tagged('"a"')), file(11, tagged('"a"')), trust)).toBe('size');
    expect(compareLink(file(null, null), file(11, null), same)).toBeNull();
    expect(compareLink(file(10, null), file(null, null), same)).toBeNull();
  });

  test('another entity tag of the same origin, unless a strong date agrees or a checksum decides', () => {
    expect(compareLink(file(10, tagged('"a"')), file(10, tagged('"b"')), same)).toBe('version');
    expect(compareLink(file(10, dated('"a"')), file(10, dated('"b"')), same)).toBeNull();
    expect(compareLink(file(10, tagged('"a"')), file(10, tagged('"b"')), other)).toBeNull();
    const checked = { sameOrigin: true, hasChecksum: true };
    expect(compareLink(file(10, tagged('"a"')), file(10, tagged('"b"')), checked)).toBeNull();
  });

  test('the very same facts never do', () => {
    const validator = fc.record({
      etag: fc.option(fc.string().map((text) => `"${text.replaceAll('"', '')}"`)),
      lastModified: fc.option(fc.constant(date)),
      lastModifiedStrong: fc.boolean(),
    });
    const facts = fc.record({ size: fc.option(fc.nat()), validator: fc.option(validator) });
    const trust = fc.record({ sameOrigin: fc.boolean(), hasChecksum: fc.boolean() });
    fc.assert(
      fc.property(facts, trust, (known, how) => {
        expect(compareLink(known, known, how)).toBeNull();
      }),
    );
  });
});
