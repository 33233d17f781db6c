import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchAddresses, batchMost, holdsBatch, readBatch } from './batch-pattern.ts';

function addressesOf(pattern: string, star?: Parameters<typeof readBatch>[1]): readonly string[] | null {
  const batch = readBatch(pattern, star);
  return batch?.ok === true ? batchAddresses(batch.value) : null;
}

describe('a batch of addresses', () => {
  it.each([
    ['https://x.example/i[08-11].jpg', ['i08.jpg', 'i09.jpg', 'i10.jpg', 'i11.jpg']],
    ['https://x.example/[a-c]', ['a', 'b', 'c']],
    ['https://x.example/[1-9:4]', ['1', '5', '9']],
    ['https://x.example/[3-1]', ['3', '2', '1']],
    ['https://x.example/{a,,bc}z', ['az', 'z', 'bcz']],
    ['https://x.example/[1-2]{a,b}', ['1a', '1b', '2a', '2b']],
  ])('%s', (pattern, ends) => {
    expect(addressesOf(pattern)).toEqual(ends.map((end) => `https://x.example/${end}`));
  });

  it('counts (*) as it is told, and leaves it be where nothing is told', () => {
    expect(addressesOf('https://x.example/(*).jpg', { from: 9, to: 11, width: 3 })).toEqual(
      ['009', '010', '011'].map((number) => `https://x.example/${number}.jpg`),
    );
    expect(readBatch('https://x.example/(*).jpg')).toBeNull();
  });

  it('is not what looks like one', () => {
    for (const text of [
      'http://[::1]/a',
      'https://x.example/a[1]',
      'https://x.example/{a}',
      'https://x.example/[1-5:0]',
      'https://x.example/a(b)',
    ])
      expect(readBatch(text)).toBeNull();
    expect(holdsBatch('http://[::1]/a')).toBe(false);
  });

  it('ends where it would be too much, and tells how many it would be', () => {
    expect(readBatch('https://x.example/[1-10001]')).toEqual({
      ok: false,
      failure: { kind: 'too-many', count: 10_001 },
    });
    expect(readBatch(`https://x.example/${'[0-999999999999999]'.repeat(800)}`)).toMatchObject({
      ok: false,
      failure: { kind: 'too-many' },
    });
    expect(readBatch('ftp://x.example/[1-2]')).toEqual({ ok: false, failure: { kind: 'no-address' } });
  });

  it('has as many addresses as it counts, in the order of its places', () => {
    const part = fc.oneof(
      fc
        .tuple(fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 5 }))
        .map(([a, b, step]) => `[${a}-${b}:${step}]`),
      fc
        .array(fc.stringMatching(/^[a-z]{0,3}$/), { minLength: 2, maxLength: 4 })
        .map((words) => `{${words.join(',')}}`),
      fc.stringMatching(/^[a-z/._-]{0,6}$/),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (pieces) => {
        const batch = readBatch(`https://x.example/${pieces.join('')}`);
        if (batch === null || !batch.ok) return;
        const { count } = batch.value;
        expect(count).toBeLessThanOrEqual(batchMost);
        const all = Array.from({ length: count }, (_, place) => batch.value.at(place));
        expect([...new Set(all)]).toEqual(batchAddresses(batch.value));
        for (const address of [all[0] ?? '', all.at(-1) ?? '']) expect(holdsBatch(address)).toBe(false);
      }),
    );
  });
});
